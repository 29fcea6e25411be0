package dev.plimsoll.examples.demo;

/** What a server tells about itself, a number each. */
enum Figure {
  /** Requests answered since it started. */
  ANSWERED,
  /** Users asked for that were in the cache. */
  CACHE_HITS,
  /** Users that the cache holds. */
  USERS_HELD,
  /** Mails that wait to be sent. */
  MAILS_WAITING,
  /** Mails sent. */
  MAILS_SENT,
  /** Mails refused because the queue was full. */
  MAILS_REFUSED,
  /** 1 while the queue's alarm is on, 0 otherwise. */
  QUEUE_ALARM,
  /** The JVM's own heap in use, in bytes, from its {@code MemoryMXBean}. */
  REAL_USED,
  /** The most the JVM's own heap may take, in bytes. */
  REAL_MAX,
  /** The simulated young generation in use, in bytes. */
  SIMULATED_YOUNG,
  /** What the simulated young generation can hold, in bytes. */
  SIMULATED_YOUNG_MAX,
  /** The simulated old generation in use, in bytes. */
  SIMULATED_OLD,
  /** What the simulated old generation can hold, in bytes. */
  SIMULATED_OLD_MAX,
  /** Bytes promoted in the simulated heap. */
  SIMULATED_PROMOTED,
  /** Collections of the simulated young generation. */
  SIMULATED_SCAVENGES,
  /** Collections of the whole simulated heap. */
  SIMULATED_FULL,
  /** 1 once the simulated heap has run out of memory, 0 before. */
  SIMULATED_OUT_OF_MEMORY
}
