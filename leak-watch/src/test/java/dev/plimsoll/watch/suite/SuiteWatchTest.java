package dev.plimsoll.watch.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.ChildJvm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The watch over a build's tests fails it when it cries wolf, and only then. */
class SuiteWatchTest {

  private static final int ENTRY = 20_000;
  private static final int BOUND = 20 << 20;

  /** Tests whose ledger hears of a leak. */
  static final class Leaking {
    @Test
    void keeps_until_it_is_told() throws InterruptedException {
      Container container = new Container(Owner.named("leaking"));
      while (SuiteWatch.leaks().isEmpty()) {
        container.put();
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
  }

  /** Tests whose ledger hears of a cache that fills and keeps its bound. */
  static final class Guarded {
    @Test
    void fills_and_stays() throws InterruptedException {
      Container container = new Container(Owner.named("guarded", Bound.bytes(BOUND)));
      for (int i = 0; i < 3 * BOUND / ENTRY; i++) {
        container.put();
        if (container.kept.size() * ENTRY > BOUND) {
          container.letOldestGo();
        }
      }
    }
  }

  /** Runs the tests of one class as a build does. */
  static final class Build {
    private Build() {}

    public static void main(String[] arguments) throws ClassNotFoundException {
      try (LauncherSession session = LauncherFactory.openSession()) {
        session
            .getLauncher()
            .execute(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(Class.forName(arguments[0])))
                    .build());
      }
      System.out.println("the build goes on");
    }
  }

  private static final class Container {
    private final RetentionLedger ledger = RetentionLedger.create();
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private final Owner owner;
    private long id;

    Container(Owner owner) {
      this.owner = owner;
    }

    void put() {
      kept.add(new byte[ENTRY]);
      ledger.retained(owner, ++id, ENTRY);
    }

    void letOldestGo() {
      ledger.released(owner, id - kept.size() + 1, ENTRY, ReleaseCause.EVICTED);
      kept.remove();
    }
  }

  @Test
  void a_leak_in_the_tests_fails_their_build_and_is_named() {
    assertThatThrownBy(() -> build(Leaking.class))
        .hasMessageContaining("exit code " + SuiteWatch.LEAK_EXIT_CODE)
        .hasMessageContaining("cried wolf")
        .hasMessageContaining("leaking holds");
  }

  @Test
  void tests_that_do_not_leak_pass() throws Exception {
    assertThat(build(Guarded.class)).contains("the build goes on");
  }

  private static String build(Class<?> tests) throws Exception {
    return ChildJvm.run(
        ChildJvm.thisJava(),
        List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "-Djdk.attach.allowAttachSelf=true",
            "-Dplimsoll.watched=true"),
        Build.class,
        tests.getName());
  }
}
