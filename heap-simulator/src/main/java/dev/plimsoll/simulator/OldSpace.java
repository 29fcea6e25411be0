package dev.plimsoll.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Old space: pages that objects are promoted to. It allocates by bumping through a linear area, one
 * free range at a time; when the free lists have nothing that fits, it sweeps pages that the last
 * full collection left unswept (lazy sweeping), and takes a new page last.
 */
final class OldSpace {

  private static final int MIN_FREE_WORDS = 2;

  private final ObjectTable objects;
  private final SlotStore slots;
  private final int pageShift;
  private final int areaWords;
  private final FreeList freeList = new FreeList();

  private final List<OldPage> pages = new ArrayList<>();
  private @Nullable OldPage[] pageAt = new OldPage[16];
  private final IntList freePageNumbers = new IntList();
  private int pageNumbers;
  private int sweepNext;

  private int top;
  private int limit;
  private long usedWords;
  private long sweptPages;
  private long sweptWords;
  private int[] sorted = new int[16];
  private long[] keys = new long[16];

  OldSpace(ObjectTable objects, SlotStore slots, int pageBytes, int areaBytes) {
    this.objects = objects;
    this.slots = slots;
    this.pageShift = Integer.numberOfTrailingZeros(pageBytes / Addresses.WORD_BYTES);
    this.areaWords = areaBytes / Addresses.WORD_BYTES;
  }

  /** Finds room for an object and puts it there. */
  int place(int handle, int words) {
    if (words > limit - top) {
      refill(words);
    }
    int address = top;
    top += words;
    usedWords += words;
    pageOf(address).add(handle, words);
    return address;
  }

  OldPage pageOf(int address) {
    OldPage page = pageAt[(address - Addresses.OLD) >>> pageShift];
    if (page == null) {
      throw new IllegalStateException("no page at address " + address);
    }
    return page;
  }

  /** {@return whether the last marking found the object dead and its page waits to be swept} */
  boolean isDeadUnswept(int handle) {
    int address = objects.address(handle);
    return address >= Addresses.OLD
        && address < Addresses.OLD_LARGE
        && pageOf(address).unswept
        && !objects.isMarked(handle);
  }

  /** Where its pages begin, in the order of their addresses. */
  int[] pageStarts() {
    return pages.stream().mapToInt(page -> page.start).sorted().toArray();
  }

  long usedBytes() {
    return usedWords * Addresses.WORD_BYTES;
  }

  /** What objects can use of its pages. */
  long capacityBytes() {
    return (long) pages.size() * areaWords * Addresses.WORD_BYTES;
  }

  long committedBytes() {
    return (long) pages.size() << pageShift << 3;
  }

  /** Marking has ended: what is unmarked is dead, though its room is found only by sweeping. */
  void startSweeping() {
    top = 0;
    limit = 0;
    freeList.clear();
    sweepNext = 0;
    usedWords = 0;
    for (OldPage page : pages) {
      page.unswept = true;
      page.usedWords = page.markedWords;
      usedWords += page.markedWords;
      page.markedWords = 0;
    }
  }

  /** Sweeps all that is left to sweep. */
  void finishSweeping() {
    while (sweepNext < pages.size()) {
      sweepOne();
    }
  }

  /**
   * Gives up pages without a live object, and empties some that are nearly free into others. Called
   * between the start of sweeping and the first allocation after it. Answers the words moved.
   */
  long compact() {
    List<OldPage> leaving = Compaction.candidates(pages, areaWords);
    if (leaving.isEmpty()) {
      return 0;
    }
    pages.removeIf(page -> page.leaving);
    sweepNext = 0;
    long moved = 0;
    for (OldPage page : leaving) {
      moved += page.usedWords;
      usedWords -= page.usedWords;
      emptyOut(page);
    }
    return moved;
  }

  private void emptyOut(OldPage page) {
    int live = sortLive(page);
    int[] moving = Arrays.copyOf(sorted, live);
    for (int handle : moving) {
      objects.setAddress(handle, place(handle, objects.words(handle)));
    }
    int number = (page.start - Addresses.OLD) >>> pageShift;
    pageAt[number] = null;
    freePageNumbers.add(number);
  }

  /** Pages swept since the last call, and the words freed in them. */
  long takeSweptPages() {
    long swept = sweptPages;
    sweptPages = 0;
    return swept;
  }

  long takeSweptWords() {
    long swept = sweptWords;
    sweptWords = 0;
    return swept;
  }

  private void refill(int words) {
    if (limit - top >= MIN_FREE_WORDS) {
      freeList.add(top, limit - top);
    }
    while (!freeList.take(words)) {
      if (sweepNext < pages.size()) {
        sweepOne();
      } else {
        OldPage page = addPage();
        freeList.add(page.start, areaWords);
      }
    }
    top = freeList.start;
    limit = top + freeList.length;
  }

  private OldPage addPage() {
    int number = freePageNumbers.isEmpty() ? pageNumbers++ : freePageNumbers.removeLast();
    if (number == pageAt.length) {
      pageAt = Arrays.copyOf(pageAt, number * 2);
    }
    OldPage page = new OldPage(Addresses.OLD + (number << pageShift));
    pageAt[number] = page;
    pages.add(page);
    sweepNext = pages.size();
    return page;
  }

  private void sweepOne() {
    OldPage page = pages.get(sweepNext++);
    if (!page.unswept) {
      return;
    }
    page.unswept = false;
    int live = sortLive(page);
    int end = page.start;
    for (int i = 0; i < live; i++) {
      int address = objects.address(sorted[i]);
      addFree(end, address - end);
      end = address + objects.words(sorted[i]);
    }
    addFree(end, page.start + areaWords - end);
    page.replace(sorted, live);
    sweptPages++;
  }

  private void addFree(int start, int length) {
    if (length >= MIN_FREE_WORDS) {
      freeList.add(start, length);
    }
  }

  /** Frees the dead and leaves the living in {@link #sorted}, by address, white again. */
  private int sortLive(OldPage page) {
    int count = page.count();
    if (count > sorted.length) {
      sorted = new int[count];
      keys = new long[count];
    }
    int live = 0;
    long before = -1;
    boolean inOrder = true;
    for (int i = 0; i < count; i++) {
      int handle = page.handleAt(i);
      if (!objects.isMarked(handle)) {
        sweptWords += objects.words(handle);
        free(handle);
        continue;
      }
      objects.unmark(handle);
      long key = (long) objects.address(handle) << Integer.SIZE | handle;
      inOrder &= key > before;
      before = key;
      keys[live++] = key;
    }
    if (!inOrder) {
      Arrays.sort(keys, 0, live);
    }
    for (int i = 0; i < live; i++) {
      sorted[i] = (int) keys[i];
    }
    return live;
  }

  private void free(int handle) {
    if (objects.slots(handle) > 0) {
      slots.freeOld(objects.slots(handle));
    }
    objects.release(handle);
  }
}
