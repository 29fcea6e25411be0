package dev.plimsoll.watch;

import dev.plimsoll.retention.Holding;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionLedger;
import dev.plimsoll.retention.Totals;
import dev.plimsoll.watch.WatchEvent.Collected;
import dev.plimsoll.watch.WatchEvent.Leak;
import dev.plimsoll.watch.WatchEvent.MemwatchLeak;
import dev.plimsoll.watch.WatchEvent.Suspect;
import dev.plimsoll.watch.rule.ConsecutiveGrowth;
import dev.plimsoll.watch.rule.HeapSample;
import dev.plimsoll.watch.rule.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a watch does, without a thread, a clock or a bean: it is told of collections and of the time
 * to sample, and tells events. Not safe for use by several threads.
 */
final class WatchCore {

  private static final long UNKNOWN = -1;

  private final RetentionLedger ledger;
  private final LeakWatchConfig config;
  private final Supplier<HeapLevel> level;
  private final PressureWatch pressure;
  private final UnaccountedGrowth unaccounted;
  private final Histograms sinceSuspect;
  private final Consumer<WatchEvent> events;
  private final Map<Owner, OwnerWatch> owners = new WeakHashMap<>();
  private final @Nullable ConsecutiveGrowth memwatch;

  /** Those with something raised at the latest sample; an owner that is gone can only be missed. */
  private Set<OwnerWatch> raised = new HashSet<>();

  private long afterLatest = UNKNOWN;
  private long withoutOwner = UNKNOWN;
  private long memwatchFrom = -1;

  /** Where the figures come from: the JVM, or a test. */
  record Sources(
      Supplier<HeapLevel> level,
      Supplier<List<Gauge>> gauges,
      Supplier<HeapHistogram> histogram,
      LongSupplier nanos) {}

  WatchCore(
      RetentionLedger ledger,
      LeakWatchConfig config,
      Sources sources,
      Consumer<WatchEvent> events) {
    this.ledger = ledger;
    this.config = config;
    this.level = sources.level();
    this.pressure = new PressureWatch(config, sources.gauges(), sources.nanos());
    this.unaccounted = new UnaccountedGrowth(config, sources.histogram());
    this.sinceSuspect = new Histograms(config.histograms(), sources.histogram());
    this.events = events;
    this.memwatch =
        config.memwatchCollections() == 0
            ? null
            : new ConsecutiveGrowth(config.memwatchCollections());
  }

  void collected(Collected collected) {
    afterLatest = collected.afterBytes();
    pressure.collected(collected);
    events.accept(collected);
    if (CollectionReader.isMajor(collected)) {
      afterMajor(collected.afterBytes());
    }
  }

  private void afterMajor(long afterBytes) {
    Totals owned = ledger.totals();
    withoutOwner = owned.unknownEntries() == 0 ? Math.max(0, afterBytes - owned.bytes()) : UNKNOWN;
    unaccounted.collected(afterBytes, owned.bytes(), heapAfterCollection(owned), events);
    if (memwatch == null) {
      return;
    }
    memwatchFrom = memwatchFrom < 0 || afterBytes < memwatchFrom ? afterBytes : memwatchFrom;
    if (memwatch.collected(afterBytes)) {
      events.accept(
          new MemwatchLeak(config.memwatchCollections(), afterBytes - memwatchFrom, afterBytes));
      memwatchFrom = afterBytes;
    }
  }

  void sample() {
    HeapSample heap = heapAfterCollection(ledger.totals());
    Set<OwnerWatch> raisedNow = new HashSet<>();
    for (Holding holding : ledger.owners()) {
      OwnerWatch watch = owners.get(holding.owner());
      if (watch == null) {
        owners.put(
            holding.owner(), new OwnerWatch(holding, config.thresholds(), config.sampleEvery()));
        continue;
      }
      watch.sample(holding, heap, this::tell);
      raised.remove(watch);
      if (watch.isRaised()) {
        raisedNow.add(watch);
      }
    }
    raised.forEach(gone -> gone.forget(events));
    raised = raisedNow;
    if (raised.isEmpty()) {
      sinceSuspect.forget();
    }
    pressure.sample(heap, events);
  }

  /** Tells of an owner; the classes that grew since the first suspicion are evidence of a leak. */
  private void tell(WatchEvent event) {
    if (event instanceof Leak leak) {
      events.accept(
          sinceSuspect
              .mostGrown()
              .map(
                  grown ->
                      leak.withEvidence(
                          "since it was suspected "
                              + grown.name()
                              + " has grown by "
                              + grown.bytes()
                              + " bytes"))
              .orElse(leak));
      return;
    }
    events.accept(event);
    if (event instanceof Suspect) {
      sinceSuspect.lookFirst();
    }
  }

  /** Returns what is watched, with the latest verdicts. */
  List<WatchedOwner> owners() {
    List<WatchedOwner> watched = new ArrayList<>();
    for (Holding holding : ledger.owners()) {
      OwnerWatch watch = owners.get(holding.owner());
      Verdict.Level verdict = watch == null ? Verdict.Level.CALM : watch.verdict().level();
      watched.add(new WatchedOwner(holding.owner(), holding.entries(), holding.bytes(), verdict));
    }
    return watched;
  }

  /**
   * What is in use after a collection of the young alone is in part garbage that grew old. What
   * owners hold, and what the latest major collection left besides, is not. Before the first
   * collection nobody knows what is garbage; what is in use is the safe side.
   */
  private HeapSample heapAfterCollection(Totals owned) {
    HeapLevel now = level.get();
    long used = afterLatest == UNKNOWN ? now.usedBytes() : afterLatest;
    if (withoutOwner != UNKNOWN && owned.unknownEntries() == 0) {
      used = Math.min(used, withoutOwner + owned.bytes());
    }
    return new HeapSample(used, Math.max(1, now.maxBytes()));
  }
}
