package dev.plimsoll.simulator;

/**
 * A space of a simulated heap, at one moment.
 *
 * @param name the runtime's name for it
 * @param young whether the young generation lives there
 * @param pages how many pages it has; in a space of large objects one for each
 * @param pageBytes what objects can use of a page; 0 in a space of large objects, whose pages are
 *     as large as their objects. HotSpot's spaces have no pages and are told in eighths
 */
public record HeapSpace(String name, boolean young, int pages, long pageBytes) {

  /**
   * Where an object lies.
   *
   * @param space in which space
   * @param page on which of its pages, from 0
   * @param offset how many bytes behind the page's beginning
   */
  public record Place(HeapSpace space, int page, long offset) {

    /** {@return such as {@code new space 0+128}} */
    @Override
    public String toString() {
      return space.name() + ' ' + page + '+' + offset;
    }
  }

  /** Is shown what lies in a heap, dead objects that were not collected yet included. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * An object lies in the heap.
     *
     * @param object its handle
     * @param owner whose memory it is
     * @param bytes its size
     * @param place where it lies
     */
    void object(int object, dev.plimsoll.retention.Owner owner, long bytes, Place place);
  }
}
