package dev.plimsoll.simulator;

import java.util.Arrays;

/**
 * Where reference slots are kept: a range of ints for each object that was ever stored to, its
 * length first, then its slots, each a handle. An object that nothing was stored to has no range.
 *
 * <p>A range's position is an index into chunks. Ranges of the two semi-spaces lie in two arenas
 * that are emptied whole; ranges of the old generation are freed one by one.
 */
final class SlotStore {

  /** In an old object's slot: the remembered set knows this slot already. */
  static final int REMEMBERED = 1 << 31;

  // Small enough that a JVM does not give each chunk a region of its own.
  static final int CHUNK_SHIFT = 16;
  static final int CHUNK = 1 << CHUNK_SHIFT;
  static final int CHUNK_MASK = CHUNK - 1;

  private static final int EXACT_LISTS = 256;
  // Stands for chunks of huge arrays that hold nothing but nulls.
  private static final int[] ALL_NULL = new int[CHUNK];

  private int[][] chunks = new int[8][];
  private int chunkCount = 1; // position 0 means "no range"
  private final IntList freeChunks = new IntList();
  private final int[] freeRanges = new int[EXACT_LISTS];
  private final IntList freeLongRanges = new IntList();
  private int oldTop;
  private int oldEnd;
  private Arena to = new Arena();
  private Arena from = new Arena();

  /** Ranges that are emptied together. */
  private static final class Arena {
    final IntList chunks = new IntList();
    // Ranges too large for a chunk lie elsewhere and are never moved, only handed on.
    final IntList huge = new IntList();
    int used;
    int top;
    int end;
  }

  int[] chunkOf(int position) {
    return chunks[position >>> CHUNK_SHIFT];
  }

  int count(int range) {
    return chunkOf(range)[range & CHUNK_MASK];
  }

  int get(int position) {
    return chunkOf(position)[position & CHUNK_MASK];
  }

  void set(int position, int value) {
    writableChunkOf(position)[position & CHUNK_MASK] = value;
  }

  int[] writableChunkOf(int position) {
    int[] chunk = chunks[position >>> CHUNK_SHIFT];
    return chunk == ALL_NULL ? addInPlaceOf(position >>> CHUNK_SHIFT) : chunk;
  }

  private int[] addInPlaceOf(int index) {
    int[] chunk = new int[CHUNK];
    chunks[index] = chunk;
    return chunk;
  }

  /** Tells whether all slots in this position's chunk are null, so that they need no visit. */
  boolean isAllNull(int[] chunk) {
    return chunk == ALL_NULL;
  }

  /** A range for a young object, all null. */
  int addYoung(int count) {
    Arena arena = to;
    if (count + 1 > arena.end - arena.top) {
      if (count + 1 > CHUNK) {
        int huge = addOld(count);
        arena.huge.add(huge);
        return huge;
      }
      nextChunk(arena);
    }
    int range = arena.top;
    arena.top += count + 1;
    chunkOf(range)[range & CHUNK_MASK] = count;
    return range;
  }

  /** A range for an old object, all null. */
  int addOld(int count) {
    int range = count + 1 > CHUNK ? addHuge(count) : reuse(count);
    chunkOf(range)[range & CHUNK_MASK] = count;
    return range;
  }

  /** Moves a range out of From-space into To-space. */
  int copyYoung(int range) {
    int count = count(range);
    if (count + 1 > CHUNK) {
      takeHuge(range);
      to.huge.add(range);
      return range;
    }
    return copy(range, addYoung(count));
  }

  /** Moves a range out of From-space to the old generation. */
  int copyOld(int range) {
    int count = count(range);
    if (count + 1 > CHUNK) {
      takeHuge(range);
      return range;
    }
    return copy(range, addOld(count));
  }

  void freeOld(int range) {
    int count = count(range);
    if (count + 1 > CHUNK) {
      freeHuge(range, count);
      return;
    }
    int[] chunk = chunkOf(range);
    int start = range & CHUNK_MASK;
    Arrays.fill(chunk, start + 1, start + 1 + count, 0);
    if (count < EXACT_LISTS) {
      chunk[start + 1] = freeRanges[count];
      freeRanges[count] = range;
    } else {
      freeLongRanges.add(range);
    }
  }

  /** From-space and To-space change roles; what To-space holds afterwards is empty. */
  void flip() {
    Arena swapped = to;
    to = from;
    from = swapped;
  }

  /** Empties From-space. */
  void clearFrom() {
    for (int i = 0; i < from.used; i++) {
      int[] chunk = chunks[from.chunks.get(i)];
      Arrays.fill(chunk, 0, i == from.used - 1 ? from.top - (from.end - CHUNK) : CHUNK, 0);
    }
    from.used = 0;
    from.top = 0;
    from.end = 0;
    while (!from.huge.isEmpty()) {
      freeOld(from.huge.removeLast());
    }
  }

  private void takeHuge(int range) {
    IntList huge = from.huge;
    for (int i = 0; i < huge.size(); i++) {
      if (huge.get(i) == range) {
        huge.set(i, huge.get(huge.size() - 1));
        huge.removeLast();
        return;
      }
    }
  }

  private void nextChunk(Arena arena) {
    if (arena.used == arena.chunks.size()) {
      arena.chunks.add(addChunk());
    }
    arena.top = arena.chunks.get(arena.used++) << CHUNK_SHIFT;
    arena.end = arena.top + CHUNK;
  }

  private int copy(int source, int target) {
    System.arraycopy(
        chunkOf(source),
        source & CHUNK_MASK,
        chunkOf(target),
        target & CHUNK_MASK,
        count(source) + 1);
    return target;
  }

  private int reuse(int count) {
    if (count < EXACT_LISTS && freeRanges[count] != 0) {
      int range = freeRanges[count];
      int[] chunk = chunkOf(range);
      int link = (range & CHUNK_MASK) + 1;
      freeRanges[count] = chunk[link];
      chunk[link] = 0;
      return range;
    }
    for (int i = freeLongRanges.size() - 1; count >= EXACT_LISTS && i >= 0; i--) {
      int range = freeLongRanges.get(i);
      if (count(range) == count) {
        freeLongRanges.set(i, freeLongRanges.get(freeLongRanges.size() - 1));
        freeLongRanges.removeLast();
        return range;
      }
    }
    if (count + 1 > oldEnd - oldTop) {
      oldTop = addChunk() << CHUNK_SHIFT;
      oldEnd = oldTop + CHUNK;
    }
    int range = oldTop;
    oldTop += count + 1;
    return range;
  }

  private int addHuge(int count) {
    int needed = count / CHUNK + 1;
    int first = chunkCount;
    reserve(needed);
    Arrays.fill(chunks, first, first + needed, ALL_NULL);
    chunks[first] = new int[CHUNK];
    return first << CHUNK_SHIFT;
  }

  private void freeHuge(int range, int count) {
    int first = range >>> CHUNK_SHIFT;
    for (int i = first; i <= first + count / CHUNK; i++) {
      chunks[i] = ALL_NULL;
      freeChunks.add(i);
    }
  }

  private int addChunk() {
    int index = freeChunks.isEmpty() ? reserve(1) : freeChunks.removeLast();
    chunks[index] = new int[CHUNK];
    return index;
  }

  private int reserve(int count) {
    int first = chunkCount;
    chunkCount += count;
    if (chunkCount > 1 << (Integer.SIZE - CHUNK_SHIFT - 1)) {
      throw new IllegalStateException(
          "more than 2^31 reference slots in one simulated heap; declare fewer slots");
    }
    if (chunkCount > chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(chunkCount, chunks.length * 2));
    }
    return first;
  }
}
