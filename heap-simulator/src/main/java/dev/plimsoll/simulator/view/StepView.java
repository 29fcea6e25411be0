package dev.plimsoll.simulator.view;

import dev.plimsoll.simulator.CollectionStep;
import dev.plimsoll.simulator.CollectionStep.Subject;
import dev.plimsoll.simulator.HeapEvent;
import dev.plimsoll.simulator.HeapEvent.Promotion.Cause;
import dev.plimsoll.simulator.HeapSpace.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One collection as text: its roots, and what it copied, promoted, with the cause of each
 * promotion, and freed. Lines have at most 100 characters; the same step gives the same lines
 * everywhere.
 */
public final class StepView {

  private static final int WIDTH = 100;
  private static final int NAME_WIDTH = 22;
  private static final int PLACE_WIDTH = 19;

  private final int most;
  private final List<String> lines = new ArrayList<>();

  private StepView(int most) {
    this.most = most;
  }

  /**
   * {@return the step as lines}
   *
   * @param step the step
   * @param most how many objects each part shows before it adds up the rest; positive
   */
  public static List<String> lines(CollectionStep step, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be positive: " + most);
    }
    StepView view = new StepView(most);
    view.add(step);
    return List.copyOf(view.lines);
  }

  private void add(CollectionStep step) {
    lines.add(
        String.format(
            Locale.ROOT,
            "%s %d: %,d roots, %,d copied, %,d promoted, %,d freed",
            step.collection() instanceof HeapEvent.Scavenge
                ? "young collection"
                : "full collection",
            step.collection().stats().number(),
            step.roots().size(),
            step.copied().size(),
            step.promoted().size(),
            step.freed().size()));
    part("roots", step.roots(), CollectionStep.Root::object, root -> "  <- " + root.name());
    part("copied", step.copied(), CollectionStep.Move::object, m -> way(m.from(), m.to()));
    part(
        "promoted",
        step.promoted(),
        CollectionStep.Promoted::object,
        p -> way(p.from(), p.to()) + words(p.cause()));
    part("freed", step.freed(), CollectionStep.Freed::object, f -> "  " + f.from());
  }

  private <T> void part(
      String title, List<T> all, Function<T, Subject> subject, Function<T, String> rest) {
    if (all.isEmpty()) {
      return;
    }
    lines.add(title);
    for (T each : all.subList(0, Math.min(most, all.size()))) {
      Subject object = subject.apply(each);
      String line =
          String.format(
              Locale.ROOT,
              "  %-" + NAME_WIDTH + "s %,9d B%s",
              shortened(object.toString(), NAME_WIDTH),
              object.bytes(),
              rest.apply(each));
      lines.add(shortened(line.stripTrailing(), WIDTH));
    }
    if (all.size() > most) {
      long bytes =
          all.subList(most, all.size()).stream().map(subject).mapToLong(Subject::bytes).sum();
      String more = String.format(Locale.ROOT, "and %,d more", all.size() - most);
      lines.add(String.format(Locale.ROOT, "  %-" + NAME_WIDTH + "s %,9d B", more, bytes));
    }
  }

  private static String way(Place from, Place to) {
    return String.format(
        Locale.ROOT, "  %" + PLACE_WIDTH + "s -> %-" + PLACE_WIDTH + "s", from, to);
  }

  private static String words(Cause cause) {
    return "  "
        + switch (cause) {
          case SURVIVED_TWICE -> "survived twice";
          case AGE_REACHED -> "old enough";
          case TO_SPACE_CROWDED -> "a quarter full";
          case TO_SPACE_FULL -> "no room";
          case LARGE_OBJECT -> "large";
          case FULL_COLLECTION -> "full";
        };
  }

  private static String shortened(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }
}
