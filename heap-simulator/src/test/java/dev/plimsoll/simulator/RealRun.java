package dev.plimsoll.simulator;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a real heap did in one program, from its CSV. A full collection in the last row is the event
 * loop finishing a marking after the program's end and does not count; neither does the scavenge
 * that the same task did right before.
 */
record RealRun(
    int scavenges,
    int fullCollections,
    long promoted,
    long copied,
    long usualAllocated,
    long usualCopied,
    long heapUsed,
    long heapTotal) {

  private static final int KIND = 1;
  private static final int ALLOCATED = 2;
  private static final int PROMOTED = 3;
  private static final int COPIED = 4;
  private static final int USED_BEFORE = 5;
  private static final int USED_AFTER = 6;
  private static final long SAME_TASK_BYTES = 4096;

  static RealRun ofNode(String folder, String program) {
    List<String> lines = HeapTruth.lines(folder + "/" + program + ".csv");
    List<String[]> rows =
        lines.stream().skip(1).filter(line -> !line.startsWith("#")).map(RealRun::cells).toList();
    List<String[]> counted = rows.subList(0, rows.size() - afterTheEnd(rows));
    int fulls = (int) counted.stream().filter(row -> row[KIND].equals("full")).count();
    String memory = lines.get(lines.size() - 1);
    return new RealRun(
        counted.size() - fulls,
        fulls,
        sum(counted, PROMOTED),
        sum(counted, COPIED),
        mostFrequent(scavenges(counted, ALLOCATED)),
        mostFrequent(scavenges(counted, COPIED)),
        field(memory, "heapUsed"),
        field(memory, "heapTotal"));
  }

  // With a scavenge right before it, between which and it nothing was allocated, it is one task.
  private static int afterTheEnd(List<String[]> rows) {
    String[] last = rows.get(rows.size() - 1);
    String[] before = rows.get(rows.size() - 2);
    if (!last[KIND].equals("full")) {
      return 0;
    }
    long between = Long.parseLong(last[USED_BEFORE]) - Long.parseLong(before[USED_AFTER]);
    return before[KIND].equals("scavenge") && between < SAME_TASK_BYTES ? 2 : 1;
  }

  private static String[] cells(String line) {
    return line.split(",", -1);
  }

  private static long sum(List<String[]> rows, int column) {
    return scavenges(rows, column).stream().mapToLong(Long::longValue).sum();
  }

  private static List<Long> scavenges(List<String[]> rows, int column) {
    return rows.stream()
        .filter(row -> row[KIND].equals("scavenge"))
        .map(row -> Long.parseLong(row[column]))
        .toList();
  }

  static long mostFrequent(List<Long> values) {
    Map<Long, Long> counts =
        values.stream().collect(Collectors.groupingBy(value -> value, Collectors.counting()));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0L);
  }

  private static long field(String json, String name) {
    Matcher match = Pattern.compile('"' + name + "\":(\\d+)").matcher(json);
    if (!match.find()) {
      throw new IllegalArgumentException("no " + name + " in " + json);
    }
    return Long.parseLong(match.group(1));
  }
}
