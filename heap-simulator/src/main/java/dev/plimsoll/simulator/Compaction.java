package dev.plimsoll.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which pages a full collection empties. A page is worth it when most of it is free; so much is
 * moved at most; and at least one page must be gained (V8's evacuation candidates).
 */
final class Compaction {

  private Compaction() {}

  /** Marks as leaving, and answers, what is to be emptied. Live words are in {@code usedWords}. */
  static List<OldPage> candidates(List<OldPage> pages, int areaWords) {
    List<OldPage> leaving = new ArrayList<>();
    List<OldPage> nearlyFree = new ArrayList<>();
    for (OldPage page : pages) {
      if (page.usedWords == 0) {
        leaving.add(page);
      } else if (areaWords - page.usedWords >= areaWords * V8Rules.COMPACTED_FREE) {
        nearlyFree.add(page);
      }
    }
    leaving.addAll(cheapest(nearlyFree, areaWords));
    leaving.forEach(page -> page.leaving = true);
    return leaving;
  }

  private static List<OldPage> cheapest(List<OldPage> pages, int areaWords) {
    pages.sort(Comparator.comparingInt((OldPage page) -> page.usedWords));
    long words = 0;
    int chosen = 0;
    while (chosen < pages.size()
        && (words + pages.get(chosen).usedWords) * Addresses.WORD_BYTES
            <= V8Rules.COMPACTED_BYTES) {
      words += pages.get(chosen++).usedWords;
    }
    long needed = (words + areaWords - 1) / areaWords;
    return chosen - needed >= 1 ? pages.subList(0, chosen) : List.of();
  }
}
