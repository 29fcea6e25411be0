package dev.plimsoll.simulator;

/**
 * New space: two semi-spaces of pages. Objects are allocated by moving {@link #top} through the
 * pages of To-space; a collection flips the two and copies what lives out of From-space (Cheney, "A
 * nonrecursive list compacting algorithm", CACM 1970). What is left of a page when an object does
 * not fit is lost, and counts as used, as in V8.
 */
final class NewSpace {

  private final int pageWords;
  private final int areaWords;
  private final int maxPages;
  private final int spaceWords;

  private int pages;
  private int page;
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
   * @param initialPages how many pages a semi-space has at first
   * @param maxPages how many it can have
   */
  NewSpace(int pageBytes, int areaBytes, int initialPages, int maxPages) {
    this.pageWords = pageBytes / Addresses.WORD_BYTES;
    this.areaWords = areaBytes / Addresses.WORD_BYTES;
    this.maxPages = maxPages;
    this.spaceWords = maxPages * pageWords;
    this.pages = initialPages;
    reset();
    ageMark = top;
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
    int start = toBase + page * pageWords;
    return ((long) page * areaWords + (top - start)) * Addresses.WORD_BYTES;
  }

  /** A semi-space's pages in bytes: what survivors are compared with. */
  long capacityBytes() {
    return (long) pages * pageWords * Addresses.WORD_BYTES;
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
    top = toBase + page * pageWords;
    limit = top + areaWords;
  }
}
