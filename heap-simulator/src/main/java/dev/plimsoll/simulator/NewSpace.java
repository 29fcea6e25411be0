package dev.plimsoll.simulator;

/**
 * New space: two semi-spaces of pages. Objects are allocated by moving {@link #top} through the
 * pages of To-space; a collection flips the two and copies what lives out of From-space (Cheney, "A
 * nonrecursive list compacting algorithm", CACM 1970). What is left of a page when an object does
 * not fit counts as used, as in V8. Where the version parks it, the program comes back to it once
 * it has no fresh page; else, and for a collector's copies, it is lost.
 */
final class NewSpace {

  private final int pageWords;
  private final int areaWords;
  private final int maxPages;
  private final int spaceWords;

  private final int parkedWords;
  private final IntList parked = new IntList();

  private int pages;
  private int page;
  private int pageStart;
  private int toBase;
  private boolean fromCommitted;

  /** Where the next object goes. */
  int top;

  /** Where the current page ends. */
  int limit;

  /** Objects in From-space below it had survived a scavenge when they were copied there. */
  private int ageMark;

  /**
   * @param pageBytes a page's size
   * @param areaBytes what of it objects can use
   * @param parkedBytes the least of a page's end that is kept for later; 0 when none is
   * @param initialPages how many pages a semi-space has at first
   * @param maxPages how many it can have
   */
  NewSpace(int pageBytes, int areaBytes, int parkedBytes, int initialPages, int maxPages) {
    this.pageWords = pageBytes / Addresses.WORD_BYTES;
    this.areaWords = areaBytes / Addresses.WORD_BYTES;
    this.parkedWords = parkedBytes / Addresses.WORD_BYTES;
    this.maxPages = maxPages;
    this.spaceWords = maxPages * pageWords;
    this.pages = initialPages;
    reset();
    ageMark = top;
  }

  /** Finds room for the program's next object; false when only a collection can. */
  boolean makeRoom(int words) {
    if (words <= limit - top) {
      return true;
    }
    int end = top;
    int left = limit - top;
    if (!nextPage()) {
      return usePark(words);
    }
    if (parkedWords > 0 && left >= parkedWords) {
      parked.add(end);
    }
    return words <= limit - top;
  }

  // The oldest that suffices; what another object leaves of it is lost.
  private boolean usePark(int words) {
    for (int i = 0; i < parked.size(); i++) {
      int start = parked.get(i);
      int itsPage = start - (start - toBase) % pageWords;
      int end = itsPage + areaWords;
      if (words <= end - start) {
        parked.remove(i);
        pageStart = itsPage;
        top = start;
        limit = end;
        return true;
      }
    }
    return false;
  }

  /** Moves on to the next page; false when there is none. */
  boolean nextPage() {
    if (page + 1 >= pages) {
      return false;
    }
    page++;
    openPage();
    return true;
  }

  /** Makes From-space of To-space, and an empty To-space of what was From-space. */
  void flip() {
    toBase = spaceWords - toBase;
    parked.clear();
    fromCommitted = true;
    reset();
  }

  /** Everything below {@link #top} has survived once. */
  void setAgeMark() {
    ageMark = top;
  }

  boolean isBelowAgeMark(int address) {
    return address < ageMark;
  }

  void grow(int factor) {
    pages = Math.min(maxPages, pages * factor);
  }

  /** rule: to twice what is in it, but to no fewer pages than told. */
  void shrink(int fewestPages) {
    long twice = 2 * usedBytes() / ((long) areaWords * Addresses.WORD_BYTES) + 1;
    pages = (int) Math.min(pages, Math.max(fewestPages, twice));
  }

  boolean canGrow() {
    return pages < maxPages;
  }

  int pages() {
    return pages;
  }

  /** Where From-space begins. */
  int from() {
    return spaceWords - toBase;
  }

  /** The words of address space that a semi-space spans. */
  int span() {
    return spaceWords;
  }

  /** Bytes used, with what was lost at the ends of full pages. */
  long usedBytes() {
    return ((long) page * areaWords + (top - pageStart)) * Addresses.WORD_BYTES;
  }

  /** A semi-space's pages in bytes: what survivors are compared with. */
  long capacityBytes() {
    return (long) pages * pageWords * Addresses.WORD_BYTES;
  }

  long maxCapacityBytes() {
    return (long) maxPages * pageWords * Addresses.WORD_BYTES;
  }

  /** What objects can use of a semi-space. */
  long usableBytes() {
    return (long) pages * areaWords * Addresses.WORD_BYTES;
  }

  /** From-space is not committed before the first collection needs it. */
  long committedBytes() {
    return fromCommitted ? 2 * capacityBytes() : capacityBytes();
  }

  private void reset() {
    page = 0;
    openPage();
  }

  private void openPage() {
    pageStart = toBase + page * pageWords;
    top = pageStart;
    limit = top + areaWords;
  }
}
