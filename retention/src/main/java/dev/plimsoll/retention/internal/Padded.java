package dev.plimsoll.retention.internal;

/**
 * Keeps what a subclass writes all the time out of the cache lines of whatever lies before it in
 * memory. Where the fields of a subclass end, it has seven longs more, as {@link SpinLock}, which
 * keep off whatever comes next.
 */
@SuppressWarnings({"unused", "UnusedVariable"}) // that is the purpose
public abstract class Padded {
  private long before0;
  private long before1;
  private long before2;
  private long before3;
  private long before4;
  private long before5;
  private long before6;
  private long before7;
  private long before8;
  private long before9;
  private long before10;
  private long before11;
  private long before12;
  private long before13;
}
