package dev.plimsoll.examples.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The shortest way from one text to another, line by line: the longest common subsequence. */
final class LineDiff {

  private LineDiff() {}

  /** {@return every line, marked by "-" if only {@code before} has it, "+" if only the other} */
  static List<String> between(List<String> before, List<String> after) {
    int[][] common = commonSuffixes(before, after);
    List<String> marked = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        marked.add(" " + before.get(i));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        marked.add("-" + before.get(i++));
      } else {
        marked.add("+" + after.get(j++));
      }
    }
    return Collections.unmodifiableList(marked);
  }

  /** {@return at [i][j] how many lines the texts from there on have in common} */
  private static int[][] commonSuffixes(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
