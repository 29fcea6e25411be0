package dev.plimsoll.examples.demo;

import dev.plimsoll.examples.print.Amount;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Both servers side by side, as text. */
final class Dashboard {

  private static final int BAR = 16;

  private Dashboard() {}

  /** {@return the lines of a screen; always as many} */
  static List<String> screen(Frame frame) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Plimsoll: one server twice, %s, the same load. %d s of at most %d s",
            JvmFlags.REQUIRED.get(0),
            frame.elapsed().toSeconds(),
            frame.most().toSeconds()),
        "",
        row(frame, "", side -> side.kind().name()),
        row(frame, "", side -> side.kind().containers()),
        row(frame, "answered", Dashboard::answered),
        row(frame, "real heap", side -> bar(side, Figure.REAL_USED, Figure.REAL_MAX)),
        row(
            frame,
            "simulated young",
            side -> bar(side, Figure.SIMULATED_YOUNG, Figure.SIMULATED_YOUNG_MAX)),
        row(
            frame,
            "simulated old",
            side -> bar(side, Figure.SIMULATED_OLD, Figure.SIMULATED_OLD_MAX)),
        row(frame, "  promoted", Dashboard::promoted),
        row(frame, "users held", side -> Amount.count(side.sample().of(Figure.USERS_HELD))),
        row(frame, "mails", Dashboard::mails),
        row(frame, "", Frame.Side::state),
        "",
        "real heap: each JVM's MemoryMXBean. simulated: a model behind each server (HotSpot's serial",
        "collector, the same 64 MB), told by its containers what they hold and by requests what dies.");
  }

  /** {@return the same in one line} */
  static String line(Frame frame) {
    return String.format(Locale.ROOT, "%3d s", frame.elapsed().toSeconds())
        + " | "
        + brief(frame.leaky())
        + " | "
        + brief(frame.guarded());
  }

  private static String brief(Frame.Side side) {
    Sample sample = side.sample();
    return String.format(
        Locale.ROOT,
        "%s: heap %s of %s MB, simulated old %s MB, %s users, %s mails, %s",
        side.kind().word(),
        Amount.megabytes(sample.of(Figure.REAL_USED)),
        Amount.megabytes(sample.of(Figure.REAL_MAX)),
        Amount.megabytes(sample.of(Figure.SIMULATED_OLD)),
        Amount.count(sample.of(Figure.USERS_HELD)),
        Amount.count(sample.of(Figure.MAILS_WAITING)),
        side.state());
  }

  private static String row(Frame frame, String label, Function<Frame.Side, String> cell) {
    return String.format(
            Locale.ROOT,
            "%-16s  %-38s  %-38s",
            label,
            cell.apply(frame.leaky()),
            cell.apply(frame.guarded()))
        .stripTrailing();
  }

  private static String answered(Frame.Side side) {
    return Amount.count(side.answered()) + " of " + Amount.count(side.requests()) + " requests";
  }

  private static String promoted(Frame.Side side) {
    return Amount.megabytes(side.sample().of(Figure.SIMULATED_PROMOTED))
        + " MB in "
        + side.sample().of(Figure.SIMULATED_SCAVENGES)
        + " young, "
        + side.sample().of(Figure.SIMULATED_FULL)
        + " full collections";
  }

  private static String mails(Frame.Side side) {
    long refused = side.sample().of(Figure.MAILS_REFUSED);
    return Amount.count(side.sample().of(Figure.MAILS_WAITING))
        + " waiting"
        + (refused > 0 ? ", " + Amount.count(refused) + " refused" : "")
        + (side.sample().of(Figure.QUEUE_ALARM) > 0 ? ", ALARM" : "");
  }

  private static String bar(Frame.Side side, Figure used, Figure most) {
    long now = side.sample().of(used);
    long limit = side.sample().of(most);
    int filled = limit == 0 ? 0 : (int) Math.min(BAR, Math.round((double) BAR * now / limit));
    return "["
        + "#".repeat(filled)
        + ".".repeat(BAR - filled)
        + "] "
        + Amount.megabytes(now)
        + " of "
        + Amount.megabytes(limit)
        + " MB";
  }
}
