package dev.plimsoll.watch;

import dev.plimsoll.watch.HeapHistogram.ClassCount;
import dev.plimsoll.watch.HeapHistogram.Scope;
import dev.plimsoll.watch.dump.JavaNames;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Asks the JVM for a histogram, unless that would stop the world for too long. */
final class HistogramTaker {

  static final Duration BUDGET = Duration.ofMillis(250);

  private static final long NANOS_PER_OBJECT = 113;
  // Heaps of business objects have 40 to 60 bytes an object; the smaller figure overestimates the
  // stop.
  private static final long BYTES_PER_OBJECT = 40;
  private static final double NEARLY_FULL = 0.9;
  private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");

  /** Answers the JVM's table of classes for a scope. */
  private final Function<Scope, String> table;

  private final Supplier<HeapLevel> level;

  HistogramTaker(Function<Scope, String> table, Supplier<HeapLevel> level) {
    this.table = table;
    this.level = level;
  }

  static HistogramTaker ofThisJvm() {
    return new HistogramTaker(HistogramTaker::askJvm, HeapLevel::ofThisJvm);
  }

  HeapHistogram take(Scope scope, Duration budget) {
    HeapLevel now = level.get();
    Duration estimate = Duration.ofNanos(now.usedBytes() / BYTES_PER_OBJECT * NANOS_PER_OBJECT);
    if (estimate.compareTo(budget) > 0) {
      throw new IllegalStateException(
          "a histogram would stop the world for about "
              + estimate.toMillis()
              + " ms, and "
              + budget.toMillis()
              + " are allowed; give a larger budget to take it all the same");
    }
    if (now.afterCollection() > NEARLY_FULL) {
      throw new IllegalStateException(
          "no histogram of a heap that is "
              + Math.round(100 * now.afterCollection())
              + "% full after collection: it would only delay whoever waits for memory");
    }
    return new HeapHistogram(parse(table.apply(scope)), List.of());
  }

  static List<ClassCount> parse(String table) {
    return LINE.matcher(table).results().map(HistogramTaker::count).toList();
  }

  private static ClassCount count(MatchResult line) {
    return new ClassCount(
        JavaNames.fromJvm(line.group(3)),
        Long.parseLong(line.group(1)),
        Long.parseLong(line.group(2)));
  }

  private static String askJvm(Scope scope) {
    String[] options = scope == Scope.ALL ? new String[] {"-all"} : new String[0];
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  commands,
                  "gcClassHistogram",
                  new Object[] {options},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this JVM has no diagnostic command for class histograms", e);
    }
  }
}
