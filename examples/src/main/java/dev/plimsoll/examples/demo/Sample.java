package dev.plimsoll.examples.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A server's figures at one moment; a server prints them as one line, which whoever started it
 * reads.
 *
 * @param figures the numbers; one that is not told is 0
 * @param owners the simulated heap's report
 */
record Sample(Map<Figure, Long> figures, List<OwnerRow> owners) {

  private static final String MARK = "sample ";
  private static final int OWNER_COLUMNS = 6;

  Sample {
    EnumMap<Figure, Long> copy = new EnumMap<>(Figure.class);
    copy.putAll(figures);
    figures = Collections.unmodifiableMap(copy);
    owners = List.copyOf(owners);
  }

  static Sample empty() {
    return new Sample(Map.of(), List.of());
  }

  long of(Figure figure) {
    return figures.getOrDefault(figure, 0L);
  }

  /** {@return an owner's row, of zeros if the owner is unknown} */
  OwnerRow owner(String name) {
    return owners.stream()
        .filter(row -> row.owner().equals(name))
        .findFirst()
        .orElse(new OwnerRow(name, 0, 0, 0, 0, 0));
  }

  String toLine() {
    StringJoiner words = new StringJoiner(" ", MARK, "");
    figures.forEach((figure, value) -> words.add(figure + "=" + value));
    for (OwnerRow row : owners) {
      words.add(
          String.join(
              ",",
              row.owner(),
              Long.toString(row.allocated()),
              Long.toString(row.promoted()),
              Long.toString(row.live()),
              Long.toString(row.diedYoung()),
              Long.toString(row.diedOld())));
    }
    return words.toString();
  }

  /** {@return the sample that a line tells, or empty if it tells something else} */
  static Optional<Sample> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    EnumMap<Figure, Long> figures = new EnumMap<>(Figure.class);
    List<OwnerRow> owners = new ArrayList<>();
    for (String word : line.substring(MARK.length()).split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals >= 0) {
        figures.put(
            Figure.valueOf(word.substring(0, equals)), Long.valueOf(word.substring(equals + 1)));
      } else if (!word.isEmpty()) {
        owners.add(parseOwner(word.split(",", OWNER_COLUMNS)));
      }
    }
    return Optional.of(new Sample(figures, owners));
  }

  private static OwnerRow parseOwner(String[] columns) {
    return new OwnerRow(
        columns[0],
        Long.parseLong(columns[1]),
        Long.parseLong(columns[2]),
        Long.parseLong(columns[3]),
        Long.parseLong(columns[4]),
        Long.parseLong(columns[5]));
  }
}
