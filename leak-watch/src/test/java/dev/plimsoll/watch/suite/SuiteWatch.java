package dev.plimsoll.watch.suite;

import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.watch.LeakWatch;
import dev.plimsoll.watch.LeakWatchConfig;
import dev.plimsoll.watch.WatchEvent;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.Suspect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Runs a module's tests with the watch on: whatever any ledger hears in them, one more ledger
 * hears, and a watch looks at that one. A leak ends the JVM, so that the build fails; what was seen
 * is written to {@code target/watched-*.txt}. Asleep unless {@code -Dplimsoll.watched=true}, which
 * the profile "watched" sets for every module.
 */
public final class SuiteWatch implements LauncherSessionListener {

  static final int LEAK_EXIT_CODE = 99;

  private static final CopyOnWriteArrayList<String> LEAKS = new CopyOnWriteArrayList<>();

  private final RetentionLedger all = RetentionLedger.create();
  private final AtomicLong collections = new AtomicLong();
  private final AtomicLong suspects = new AtomicLong();
  private final AtomicLong highest = new AtomicLong();
  private LeakWatch watch;

  /** {@return the leaks that were told so far} */
  static List<String> leaks() {
    return LEAKS;
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (!Boolean.getBoolean("plimsoll.watched") || watch != null) {
      return;
    }
    EveryLedger.tells(all);
    watch =
        LeakWatch.start(
            all,
            LeakWatchConfig.defaults()
                .withSampleEvery(Duration.ofMillis(20))
                .withoutHistograms()
                .withAlerts(alert -> {}));
    watch.onEvent(this::hear);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (watch == null) {
      return;
    }
    watch.close();
    watch = null;
    String seen = seen();
    write(seen);
    if (!LEAKS.isEmpty()) {
      System.err.println("the watch cried wolf in the build's own tests: " + seen);
      Runtime.getRuntime().halt(LEAK_EXIT_CODE);
    }
  }

  private void hear(WatchEvent event) {
    if (event instanceof Collected collected) {
      collections.incrementAndGet();
      highest.accumulateAndGet(collected.afterBytes(), Math::max);
    } else if (event instanceof Suspect) {
      suspects.incrementAndGet();
    } else if (event instanceof Leak leak) {
      LEAKS.add(leak.evidence());
    }
  }

  private String seen() {
    return String.format(
        Locale.ROOT,
        "objects retained %,d, collections %,d, highest level after one %d%%, suspects %s, leaks %s%n",
        EveryLedger.retained(),
        collections.get(),
        100 * highest.get() / Runtime.getRuntime().maxMemory(),
        suspects,
        LEAKS);
  }

  private static void write(String seen) {
    Path file = Path.of("target", "watched-" + ProcessHandle.current().pid() + ".txt");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, seen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
