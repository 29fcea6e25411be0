package dev.plimsoll.simulator;

/**
 * Eden, two survivor spaces and the tenured generation, each filled by moving a pointer. Addresses
 * and sizes are words.
 */
final class HotSpotSpaces {

  final int edenWords;

  /** Where allocation in an empty eden begins: what is lost in buffers is lost at once. */
  final int edenStart;

  final int survivorWords;
  final long oldCapacityWords;

  /**
   * What lies in the survivor space, and in the rest of the young generation after a full
   * collection that could not empty it, in the order of its addresses.
   */
  IntList survivors = new IntList();

  /** What lies in the tenured generation, in the order of its addresses. */
  final IntList old = new IntList();

  private IntList former = new IntList();
  private int fromBase;
  private int fromTop;
  private int toBase;
  private int toTop;
  private int oldTop = Addresses.OLD;

  HotSpotSpaces(HotSpotRules rules) {
    edenWords = words(rules.edenBytes());
    edenStart = words(rules.lostBytes());
    survivorWords = words(rules.survivorBytes());
    oldCapacityWords = rules.oldBytes() / Addresses.WORD_BYTES;
    fromBase = edenWords;
    toBase = edenWords + survivorWords;
    fromTop = fromBase;
    toTop = toBase;
  }

  /** Room in the survivor space that a scavenge fills, or -1. */
  int placeInTo(int words) {
    if (words > toBase + survivorWords - toTop) {
      return -1;
    }
    int address = toTop;
    toTop += words;
    return address;
  }

  /** Room in the tenured generation, whether or not it is within its capacity. */
  int placeInOld(int handle, int words) {
    int address = oldTop;
    oldTop += words;
    old.add(handle);
    return address;
  }

  /** The tenured generation was compacted up to here. */
  void setOldTop(int address) {
    oldTop = address;
  }

  /** Room in the survivor space for an object that a full collection had to leave there. */
  int placeInFrom(int words) {
    int address = fromTop;
    fromTop += words;
    return address;
  }

  /** The survivor spaces change roles; the one that was emptied is ready to be filled. */
  void swapSurvivors() {
    int base = fromBase;
    fromBase = toBase;
    fromTop = toTop;
    toBase = base;
    toTop = base;
  }

  /** A full collection has emptied the survivor space. */
  void emptyFrom() {
    fromTop = fromBase;
  }

  void setSurvivorsAside() {
    IntList taken = survivors;
    survivors = former;
    survivors.clear();
    former = taken;
  }

  /** {@return what had survived before the running collection began} */
  IntList formerSurvivors() {
    return former;
  }

  /** Whether an address lies in eden or in the survivor space that is being emptied. */
  boolean isCollected(int address) {
    return address < edenWords || Integer.compareUnsigned(address - fromBase, survivorWords) < 0;
  }

  /** Where the survivor space in use begins. */
  int fromBase() {
    return fromBase;
  }

  long fromUsedWords() {
    return (long) fromTop - fromBase;
  }

  long oldUsedWords() {
    return (long) oldTop - Addresses.OLD;
  }

  long oldFreeWords() {
    return oldCapacityWords - oldUsedWords();
  }

  private static int words(long bytes) {
    return (int) (bytes / Addresses.WORD_BYTES);
  }
}
