package dev.plimsoll.alert;

import dev.plimsoll.retention.Subscription;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.StandardEmitterMBean;

/**
 * Sends alerts as JMX notifications, for JConsole, VisualVM or an agent that listens. Opt-in:
 * nothing is registered until {@link #register} is called, and {@link #close()} takes it back.
 *
 * <p>A notification's type is {@code dev.plimsoll.alert.raised} or {@code .resolved}, its message
 * the text, its user data a map of the labels, the name and the severity. Local listeners run on
 * the thread that sends, remote ones do not.
 *
 * <p>Needs the module {@code java.management}. Safe for many threads.
 */
public final class JmxAlertSink implements AlertSink, Subscription {

  /** The type of notifications about alerts that last. */
  public static final String RAISED = "dev.plimsoll.alert.raised";

  /** The type of notifications about alerts that have ended. */
  public static final String RESOLVED = "dev.plimsoll.alert.resolved";

  /** What a JMX console shows of the sink. */
  public interface AlertsMBean {
    /** {@return how many alerts were sent} */
    long getSent();
  }

  private final ObjectName name;
  private final NotificationBroadcasterSupport emitter;
  private final AtomicLong sent = new AtomicLong();

  private JmxAlertSink(String name) throws MalformedObjectNameException {
    this.name = new ObjectName("dev.plimsoll:type=Alerts,name=" + ObjectName.quote(name));
    String[] types = {RAISED, RESOLVED};
    this.emitter =
        new NotificationBroadcasterSupport(
            new MBeanNotificationInfo(types, Notification.class.getName(), "Plimsoll's alerts"));
  }

  /**
   * Registers a sink with the platform's MBean server as {@code
   * dev.plimsoll:type=Alerts,name="..."}.
   *
   * @param name tells it from others
   * @return the sink, to be closed
   * @throws IllegalStateException if a sink of this name is registered already
   */
  public static JmxAlertSink register(String name) {
    try {
      JmxAlertSink sink = new JmxAlertSink(name);
      AlertsMBean bean = sink.sent::get;
      server()
          .registerMBean(
              new StandardEmitterMBean(bean, AlertsMBean.class, sink.emitter), sink.name);
      return sink;
    } catch (InstanceAlreadyExistsException e) {
      throw new IllegalStateException(
          "alerts are registered under \""
              + name
              + "\" already; close that sink or take another name",
          e);
    } catch (JMException e) {
      throw new IllegalStateException("alerts cannot be registered under \"" + name + '"', e);
    }
  }

  @Override
  public void send(Alert alert) {
    Notification notification =
        new Notification(
            alert.isResolved() ? RESOLVED : RAISED,
            name,
            sent.incrementAndGet(),
            alert.endsAt().orElse(alert.startsAt()).toEpochMilli(),
            alert.text());
    HashMap<String, String> data = new HashMap<>(alert.labels());
    data.put(Alert.NAME_LABEL, alert.name());
    data.put(Alert.SEVERITY_LABEL, alert.severity().name());
    notification.setUserData(data);
    emitter.sendNotification(notification);
  }

  @Override
  public void close() {
    try {
      if (server().isRegistered(name)) {
        server().unregisterMBean(name);
      }
    } catch (JMException e) {
      LogAlertSink.LOGGER.log(
          System.Logger.Level.WARNING, "alerts cannot be unregistered: " + name, e);
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
