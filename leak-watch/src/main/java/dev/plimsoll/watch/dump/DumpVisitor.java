package dev.plimsoll.watch.dump;

/**
 * Hears the records of a dump in the order of the file. Positions are those of a record's first
 * byte in the file.
 */
interface DumpVisitor {

  /** A string of length bytes of UTF-8 that stands at textPosition. */
  default void string(long id, long textPosition, int length) {}

  default void loadedClass(int serial, long classId, long nameId) {}

  default void frame(long id, long methodNameId, int classSerial) {}

  /** A stack trace of count frame ids, the top frame first, from framesPosition on. */
  default void trace(int serial, long framesPosition, int count) {}

  /**
   * A root; traceSerial is that of a thread, frame the depth of a local variable, -1 where there is
   * none.
   */
  default void root(RootKind kind, long id, int threadSerial, int traceSerial, int frame) {}

  default void classDump(long id, long position) throws MalformedDumpException {}

  /** An instance or an array. */
  default void object(long id, long position) {}
}
