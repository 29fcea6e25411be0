package dev.plimsoll.watch.dump;

/**
 * Why the collector keeps an object without asking further. Kinds stand in the order in which a
 * path prefers them: what lasts before what passes, since a local variable explains a moment and a
 * static field a leak.
 */
enum RootKind {
  STATIC_FIELD("static"),
  CLASS("class"),
  JNI_GLOBAL("JNI global"),
  THREAD("thread"),
  OTHER("root of the JVM"),
  MONITOR("monitor held by a thread"),
  LOCAL("local");

  private final String word;

  RootKind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
