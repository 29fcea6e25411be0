package dev.plimsoll.simulator.whatif;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.recording.RecordedOwner;
import dev.plimsoll.retention.recording.Recording;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A question about a recording: what would collections have cost if one owner's limit, the new
 * space or the heap had had another size? Each is varied while the other two stay as they are; all
 * settings are replayed, several at a time, and {@link WhatIfReport} has the answer.
 *
 * <p><b>What is assumed.</b> A recording has no keys, and no times but its length, so the replay
 * supposes that
 *
 * <ul>
 *   <li>the application retains the same objects in the same order whatever the limit. A larger
 *       limit would really answer more from the cache and retain less; a smaller one would miss
 *       more and retain more. So promoted bytes are told too high above the recorded limit and too
 *       low below it, by what the hit rate changes;
 *   <li>the owner in question keeps what it retained in the order of retention and lets the oldest
 *       go when there are more than the limit (FIFO), be it entries or, for an owner that declared
 *       a bound in bytes, bytes. What the recording says was {@code EVICTED} is left to the limit
 *       that is tried; what it says was removed, replaced, expired, cleared, drained or rejected
 *       goes then, unless the limit let it go before. An object that replaces another takes its
 *       place at the end;
 *   <li>all other owners hold what the recording says, as long as it says;
 *   <li>each object is one object of its size in a slot of a table that takes a reference an entry,
 *       request garbage is objects of at most 1 KB, and what was retained before the recording
 *       began is not there ({@link WhatIfReport#unmatched()} counts its releases).
 * </ul>
 *
 * <p>Immutable: each {@code with} method answers a changed copy.
 */
public final class WhatIf {

  private static final int MOST_THREADS = 64;
  private static final int MOST_SETTINGS = 10_000;

  private final Recording recording;
  private final int owner;
  private final List<Setting> bases;
  private final List<Long> limits;
  private final List<Long> newSpaces;
  private final List<Long> heaps;
  private final int threads;
  private final ReplayProgress progress;

  private WhatIf(
      Recording recording,
      int owner,
      List<Setting> bases,
      List<Long> limits,
      List<Long> newSpaces,
      List<Long> heaps,
      int threads,
      ReplayProgress progress) {
    this.recording = recording;
    this.owner = owner;
    this.bases = List.copyOf(bases);
    this.limits = List.copyOf(limits);
    this.newSpaces = List.copyOf(newSpaces);
    this.heaps = List.copyOf(heaps);
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * {@return a question about one owner of a recording}
   *
   * @param recording what containers did
   * @param owner the name of the owner whose limit is in question; the first of that name
   * @throws IllegalArgumentException if the recording has no such owner
   */
  public static WhatIf about(Recording recording, String owner) {
    List<String> names = recording.owners().stream().map(RecordedOwner::name).toList();
    int index = names.indexOf(Objects.requireNonNull(owner, "owner"));
    if (index < 0) {
      throw new IllegalArgumentException(
          "the recording has no owner named \"" + owner + "\"; it has " + names);
    }
    return new WhatIf(
        recording,
        index,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Runtime.getRuntime().availableProcessors(),
        ReplayProgress.silent());
  }

  /**
   * {@return a copy that also asks about a heap} The limit is the one that the owner declared.
   *
   * @param preset whose heap
   * @param heapBytes its size now; see {@link Preset#config}
   * @param newSpaceBytes its new space's size now; see {@link Preset#config}
   * @throws IllegalArgumentException if there is no such heap, or the owner declared no bound
   */
  public WhatIf withHeap(Preset preset, long heapBytes, long newSpaceBytes) {
    Bound bound = recording.owners().get(owner).bound();
    if (bound.limit() == 0) {
      throw new IllegalArgumentException(
          recording.owners().get(owner).name() + " declared no bound; say which limit it has now");
    }
    return withHeap(preset, heapBytes, newSpaceBytes, bound.limit());
  }

  /**
   * {@return a copy that also asks about a heap, for an owner that declared no bound}
   *
   * @param preset whose heap
   * @param heapBytes its size now; see {@link Preset#config}
   * @param newSpaceBytes its new space's size now; see {@link Preset#config}
   * @param limit the owner's limit now
   * @throws IllegalArgumentException if there is no such heap
   */
  public WhatIf withHeap(Preset preset, long heapBytes, long newSpaceBytes, long limit) {
    Setting base = checked(new Setting(preset, heapBytes, newSpaceBytes, limit));
    List<Setting> more = new ArrayList<>(bases);
    more.add(base);
    return new WhatIf(recording, owner, more, limits, newSpaces, heaps, threads, progress);
  }

  /**
   * {@return a copy that tries other limits}
   *
   * @param tried entries, or bytes for an owner with a bound in bytes; positive
   */
  public WhatIf withLimits(long... tried) {
    return new WhatIf(recording, owner, bases, sorted(tried), newSpaces, heaps, threads, progress);
  }

  /**
   * {@return a copy that tries other sizes of the new space}
   *
   * @param tried in bytes; see {@link Preset#config}
   */
  public WhatIf withNewSpaces(long... tried) {
    return new WhatIf(recording, owner, bases, limits, sorted(tried), heaps, threads, progress);
  }

  /**
   * {@return a copy that tries other sizes of the heap}
   *
   * @param tried in bytes; see {@link Preset#config}
   */
  public WhatIf withHeaps(long... tried) {
    return new WhatIf(recording, owner, bases, limits, newSpaces, sorted(tried), threads, progress);
  }

  /**
   * {@return a copy that replays so many settings at a time; as many as there are processors unless
   * told}
   *
   * @param count from 1 to 64
   */
  public WhatIf withThreads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException("threads must be in [1, " + MOST_THREADS + "]: " + count);
    }
    return new WhatIf(recording, owner, bases, limits, newSpaces, heaps, count, progress);
  }

  /**
   * {@return a copy that tells how far it is}
   *
   * @param hears who hears it
   */
  public WhatIf withProgress(ReplayProgress hears) {
    return new WhatIf(
        recording,
        owner,
        bases,
        limits,
        newSpaces,
        heaps,
        threads,
        Objects.requireNonNull(hears, "hears"));
  }

  /**
   * Replays all settings, then those by which the advice is found.
   *
   * @return the answer
   * @throws IllegalArgumentException if a runtime has no heap of a size that is to be tried, before
   *     anything is replayed; the message names the value
   * @throws InterruptedException if the calling thread is interrupted; the replays are ended
   */
  public WhatIfReport run() throws InterruptedException {
    if (bases.isEmpty()) {
      throw new IllegalStateException("no heap was named; call withHeap");
    }
    Set<Setting> settings = settings();
    Script script = Script.of(recording);
    try (Replays replays =
        new Replays(
            script,
            owner,
            threads,
            progress,
            settings.size() + Advisor.MOST_REPLAYS * bases.size())) {
      replays.runAll(List.copyOf(settings));
      List<Advice> advice = new ArrayList<>();
      for (Setting base : bases) {
        advice.add(
            new Advisor(replays, recording.owners().get(owner), script.retained(owner))
                .advise(base));
      }
      List<WhatIfReport.Sweep> sweeps = new ArrayList<>();
      for (Setting base : bases) {
        sweeps.add(sweep(base, replays::outcome));
      }
      return new WhatIfReport(recording, owner, sweeps, advice, script.unmatched());
    }
  }

  private WhatIfReport.Sweep sweep(Setting base, Function<Setting, Outcome> outcomes) {
    return new WhatIfReport.Sweep(
        outcomes.apply(base),
        withBase(limits, base.limit()).stream().map(base::withLimit).map(outcomes).toList(),
        withBase(newSpaces, base.newSpaceBytes()).stream()
            .map(base::withNewSpace)
            .map(outcomes)
            .toList(),
        withBase(heaps, base.heapBytes()).stream().map(base::withHeap).map(outcomes).toList());
  }

  private Set<Setting> settings() {
    Set<Setting> settings = new LinkedHashSet<>();
    for (Setting base : bases) {
      settings.add(base);
      limits.forEach(limit -> settings.add(base.withLimit(limit)));
      newSpaces.forEach(bytes -> settings.add(checked(base.withNewSpace(bytes))));
      heaps.forEach(bytes -> settings.add(checked(base.withHeap(bytes))));
    }
    if (settings.size() > MOST_SETTINGS) {
      throw new IllegalArgumentException(
          "at most " + MOST_SETTINGS + " settings are replayed: " + settings.size());
    }
    return settings;
  }

  private static Setting checked(Setting setting) {
    dev.plimsoll.simulator.GenerationalHeap.of(setting.config());
    return setting;
  }

  private static List<Long> withBase(List<Long> tried, long base) {
    return LongStream.concat(tried.stream().mapToLong(Long::longValue), LongStream.of(base))
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  private static List<Long> sorted(long... tried) {
    for (long value : tried) {
      if (value <= 0) {
        throw new IllegalArgumentException("what is tried must be positive: " + value);
      }
    }
    return LongStream.of(tried).distinct().sorted().boxed().toList();
  }
}
