package dev.plimsoll.watch.dump;

/**
 * Which method a local variable belongs to. Threads are told by number: a thread's name is a value
 * of the heap.
 */
final class StackTraces {

  private final MappedFile file;
  private final HprofHeader header;
  private final Names names;
  private final LongMap frameMethods = new LongMap();
  private final LongMap frameClasses = new LongMap();
  private final LongMap classNames = new LongMap();
  private final LongMap traceFrames = new LongMap();
  private final LongMap traceDepths = new LongMap();
  private final LongMap threadTraces = new LongMap();

  StackTraces(MappedFile file, HprofHeader header, Names names) {
    this.file = file;
    this.header = header;
    this.names = names;
  }

  void loadedClass(int serial, long nameId) {
    classNames.put(key(serial), nameId);
  }

  void frame(long id, long methodNameId, int classSerial) {
    if (id != 0) {
      frameMethods.put(id, methodNameId);
      frameClasses.put(id, key(classSerial));
    }
  }

  void trace(int serial, long framesPosition, int depth) {
    traceFrames.put(key(serial), framesPosition);
    traceDepths.put(key(serial), depth);
  }

  void thread(int threadSerial, int traceSerial) {
    threadTraces.put(key(threadSerial), key(traceSerial));
  }

  /** Returns "thread 12 in OrderService.handle", as far as it is known. */
  String describe(long threadSerial, long depth) {
    String thread = "thread " + threadSerial;
    long trace = threadTraces.get(key((int) threadSerial), 0);
    if (depth < 0 || depth >= traceDepths.get(trace, 0)) {
      return thread;
    }
    long frame = header.id(file, traceFrames.get(trace, 0) + depth * header.idSize());
    String type = names.className(classNames.get(frameClasses.get(frame, 0), 0));
    return thread
        + " in "
        + DumpedClass.simpleName(type)
        + '.'
        + names.get(frameMethods.get(frame, 0));
  }

  // Serial numbers may be 0, keys may not.
  private static long key(int serial) {
    return 1L + Integer.toUnsignedLong(serial);
  }
}
