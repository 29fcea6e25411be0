package dev.plimsoll.simulator;

/**
 * The local allocation buffer of a collector that copies into To-space. Survivors are bumped
 * through buffers of a fixed size, so that the end of a page that holds no whole buffer is lost;
 * large ones bypass it. Once no buffer was to be had, none is asked for again: what does not fit
 * the last one is promoted.
 *
 * <p>V8's {@code LocalAllocationBuffer}; before it (3.14) every object was placed by itself, which
 * a buffer of 0 words stands for.
 */
final class CopyBuffer {

  /** What {@link #allocate} answers when To-space is full. */
  static final int FULL = -1;

  private final NewSpace space;
  private final int bufferWords;
  private final int largestWords;
  private int top;
  private int limit;
  private boolean exhausted;

  CopyBuffer(NewSpace space, int bufferBytes, int largestBytes) {
    this.space = space;
    this.bufferWords = bufferBytes / Addresses.WORD_BYTES;
    this.largestWords = bufferBytes == 0 ? 0 : largestBytes / Addresses.WORD_BYTES;
  }

  int allocate(int words) {
    if (words > largestWords) {
      return allocateInSpace(words);
    }
    if (words > limit - top && !refill()) {
      return FULL;
    }
    int address = top;
    top += words;
    return address;
  }

  /** Gives back what is left of the last buffer, so that the program goes on right behind it. */
  void close() {
    if (limit == space.top) {
      space.top = top;
    }
    top = 0;
    limit = 0;
    exhausted = false;
  }

  private boolean refill() {
    if (exhausted) {
      return false;
    }
    int buffer = allocateInSpace(bufferWords);
    if (buffer == FULL) {
      exhausted = true;
      return false;
    }
    // Buffers that lie side by side become one.
    if (buffer != limit) {
      top = buffer;
    }
    limit = buffer + bufferWords;
    return true;
  }

  private int allocateInSpace(int words) {
    if (words > space.limit - space.top && !space.nextPage()) {
      return FULL;
    }
    int address = space.top;
    space.top += words;
    return address;
  }
}
