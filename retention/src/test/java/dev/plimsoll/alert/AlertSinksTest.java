package dev.plimsoll.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plimsoll.alert.Alert.Severity;
import java.lang.System.Logger;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class AlertSinksTest {

  private static final Alert RAISED =
      Alert.raised(
          "QueueFull", Severity.CRITICAL, "10 of 10", Map.of("queue", "orders"), Instant.EPOCH);
  private static final Alert RESOLVED = RAISED.resolved("2 of 10", Instant.EPOCH.plusSeconds(3));

  @Test
  void logs_an_alert_at_the_level_of_its_severity_and_its_end_as_information() {
    List<String> lines = new ArrayList<>();
    LogAlertSink sink = new LogAlertSink(logger(lines));
    sink.send(RAISED);
    sink.send(RESOLVED);

    assertThat(lines)
        .containsExactly(
            "ERROR QueueFull {queue=orders}: 10 of 10",
            "INFO resolved QueueFull {queue=orders}: 2 of 10");
  }

  @Test
  void sends_to_all_sinks_though_one_throws() {
    List<Alert> received = new ArrayList<>();
    AlertSink broken =
        alert -> {
          throw new IllegalStateException("no");
        };

    AlertSinks.of(broken, received::add).send(RAISED);

    assertThat(received).containsExactly(RAISED);
  }

  @Test
  void notifies_jmx_listeners_until_it_is_closed() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.plimsoll:type=Alerts,name=\"test\"");
    List<Notification> heard = new ArrayList<>();
    try (JmxAlertSink sink = JmxAlertSink.register("test")) {
      server.addNotificationListener(
          name, (notification, handback) -> heard.add(notification), null, null);
      sink.send(RAISED);
      sink.send(RESOLVED);
      assertThat(server.getAttribute(name, "Sent")).isEqualTo(2L);
    }

    assertThat(heard)
        .extracting(Notification::getType)
        .containsExactly(JmxAlertSink.RAISED, JmxAlertSink.RESOLVED);
    assertThat(heard.get(0).getMessage()).isEqualTo("10 of 10");
    assertThat(heard.get(0).getUserData())
        .isEqualTo(Map.of("alertname", "QueueFull", "severity", "CRITICAL", "queue", "orders"));
    assertThat(heard.get(1).getTimeStamp()).isEqualTo(3_000);
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void refuses_a_jmx_name_that_is_taken() {
    try (JmxAlertSink first = JmxAlertSink.register("taken")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> JmxAlertSink.register("taken"))
          .withMessageContaining("\"taken\"");
      first.send(RAISED);
    }
  }

  private static Logger logger(List<String> lines) {
    return new Logger() {
      @Override
      public String getName() {
        return "recording";
      }

      @Override
      public boolean isLoggable(Level level) {
        return true;
      }

      @Override
      public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        lines.add(level + " " + message + " " + thrown);
      }

      @Override
      public void log(Level level, ResourceBundle bundle, String format, Object... params) {
        lines.add(level + " " + format);
      }
    };
  }
}
