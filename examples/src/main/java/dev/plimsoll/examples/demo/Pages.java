package dev.plimsoll.examples.demo;

import dev.plimsoll.examples.print.Amount;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the server answers, as text for a person with {@code curl}. */
final class Pages {

  private static final int PROFILE_LINES_SHOWN = 3;

  private Pages() {}

  static List<String> help(ServerKind kind) {
    return List.of(
        "Plimsoll's demo, the " + kind.word() + " server (" + kind.containers() + ")",
        "  /user/1   a user, from the cache or the database",
        "  /memory   the real heap, and the simulated one behind it",
        "  /gc       the collections of both");
  }

  static List<String> user(UserService.Reply reply) {
    User user = reply.user();
    List<String> lines = new ArrayList<>();
    lines.add("user " + user.id() + ": " + user.name() + " <" + user.mail() + ">");
    lines.add("found in the " + (reply.cached() ? "cache" : "database, and cached"));
    lines.add("mail " + (reply.mailQueued() ? "queued" : "refused: the queue is full"));
    lines.add("profile of " + Amount.count(user.profile().length()) + " characters, it begins:");
    user.profile().lines().limit(PROFILE_LINES_SHOWN).map(line -> "  " + line).forEach(lines::add);
    return lines;
  }

  static List<String> memory(ServerKind kind, Sample sample, List<String> alarms) {
    List<String> lines = new ArrayList<>();
    lines.add("The " + kind.word() + " server, " + kind.containers());
    lines.add("");
    lines.add(row("real heap", of(sample, Figure.REAL_USED, Figure.REAL_MAX)));
    lines.add(
        row("simulated young", of(sample, Figure.SIMULATED_YOUNG, Figure.SIMULATED_YOUNG_MAX)));
    lines.add(row("simulated old", of(sample, Figure.SIMULATED_OLD, Figure.SIMULATED_OLD_MAX)));
    lines.add(row("users held", Amount.count(sample.of(Figure.USERS_HELD))));
    lines.add(
        row(
            "mails",
            Amount.count(sample.of(Figure.MAILS_WAITING))
                + " waiting, "
                + Amount.count(sample.of(Figure.MAILS_SENT))
                + " sent, "
                + Amount.count(sample.of(Figure.MAILS_REFUSED))
                + " refused"));
    alarms.forEach(text -> lines.add(row("alarm", text)));
    lines.add("");
    lines.add("What became of each owner's objects in the simulated heap:");
    lines.addAll(OwnerTable.lines(sample.owners()));
    return lines;
  }

  static List<String> collections(Sample sample, List<String> simulated) {
    List<String> lines = new ArrayList<>();
    lines.add("Real collections:");
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      lines.add(
          row(
              bean.getName(),
              Amount.count(bean.getCollectionCount())
                  + " in "
                  + Amount.count(bean.getCollectionTime())
                  + " ms"));
    }
    lines.add("");
    lines.add(
        "Simulated collections: "
            + Amount.count(sample.of(Figure.SIMULATED_SCAVENGES))
            + " young, "
            + Amount.count(sample.of(Figure.SIMULATED_FULL))
            + " full; the last of them:");
    simulated.stream().map(line -> "  " + line).forEach(lines::add);
    return lines;
  }

  private static String of(Sample sample, Figure used, Figure most) {
    return Amount.megabytes(sample.of(used)) + " of " + Amount.megabytes(sample.of(most)) + " MB";
  }

  private static String row(String name, String value) {
    return String.format(Locale.ROOT, "  %-18s %s", name, value);
  }
}
