package dev.plimsoll.alert;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that people should know. Name and labels together say which alert it is: the same alert
 * is raised, repeated and resolved under the same name and labels, whatever its text says.
 *
 * @param name what happened, in one word, for example {@code QueueHighWatermark}
 * @param severity how bad it is
 * @param text what happened, in a sentence, with its figures
 * @param labels what tells it from others of its name: the queue, the owner; label names are
 *     letters, digits and underscores
 * @param startsAt when it began
 * @param endsAt when it ended; empty while it lasts
 */
public record Alert(
    String name,
    Severity severity,
    String text,
    Map<String, String> labels,
    Instant startsAt,
    Optional<Instant> endsAt) {

  /** How bad it is. */
  public enum Severity {
    /** Good to know. */
    INFO,
    /** Somebody should look at it today. */
    WARNING,
    /** Somebody should look at it now. */
    CRITICAL
  }

  /** The label under which receivers find the name. */
  static final String NAME_LABEL = "alertname";

  /** The label under which receivers find the severity. */
  static final String SEVERITY_LABEL = "severity";

  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  public Alert {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(startsAt, "startsAt");
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("an alert's name must not be blank: \"" + name + '"');
    }
    labels = Map.copyOf(labels);
    labels.keySet().forEach(Alert::checkLabelName);
    endsAt.ifPresent(end -> checkOrder(startsAt, end));
  }

  /**
   * {@return an alert that lasts}
   *
   * @param name what happened, in one word
   * @param severity how bad it is
   * @param text what happened, in a sentence
   * @param labels what tells it from others of its name
   * @param startsAt when it began
   */
  public static Alert raised(
      String name, Severity severity, String text, Map<String, String> labels, Instant startsAt) {
    return new Alert(name, severity, text, labels, startsAt, Optional.empty());
  }

  /**
   * {@return the same alert, ended}
   *
   * @param newText how it ended, in a sentence
   * @param end when it ended; not before it began
   */
  public Alert resolved(String newText, Instant end) {
    return new Alert(name, severity, newText, labels, startsAt, Optional.of(end));
  }

  /** {@return whether it has ended} */
  public boolean isResolved() {
    return endsAt.isPresent();
  }

  private static void checkLabelName(String label) {
    if (!LABEL_NAME.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "a label's name must be letters, digits and underscores, and not begin with a digit: \""
              + label
              + '"');
    }
    if (label.equals(NAME_LABEL) || label.equals(SEVERITY_LABEL)) {
      throw new IllegalArgumentException(
          "the label \"" + label + "\" is set from the alert itself; choose another name");
    }
  }

  private static void checkOrder(Instant start, Instant end) {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException(
          "an alert cannot end before it began: startsAt=" + start + ", endsAt=" + end);
    }
  }
}
