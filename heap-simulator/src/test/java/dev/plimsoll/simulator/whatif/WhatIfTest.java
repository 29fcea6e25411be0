package dev.plimsoll.simulator.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.recording.Recording;
import dev.plimsoll.retention.recording.RetentionRecorder;
import dev.plimsoll.simulator.GenerationalHeap;
import dev.plimsoll.simulator.HeapConfig;
import dev.plimsoll.simulator.HeapRetention;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatIfTest {

  private static final long MB = 1 << 20;
  private static final long HEAP = 64 * MB;
  private static final long NEW = 8 * MB;

  private static Outcome replayed(Recording recording, Setting setting) {
    return new Replay(Script.of(recording), usersOf(recording), setting).run();
  }

  private static int usersOf(Recording recording) {
    return recording.owners().stream().map(owner -> owner.name()).toList().indexOf("users");
  }

  private static Setting hotspot(long limit) {
    return new Setting(Preset.HOTSPOT_SERIAL, HEAP, NEW, limit);
  }

  @Test
  void a_replay_at_another_limit_is_what_a_recording_at_that_limit_gives() {
    for (Preset preset : Preset.values()) {
      for (int recorded : new int[] {10, 300, 5_000}) {
        Setting tried = new Setting(preset, HEAP, NEW, 1_000);
        assertThat(replayed(Recorded.server(recorded), tried))
            .isEqualTo(replayed(Recorded.server(1_000), tried));
      }
    }
  }

  @Test
  void a_replay_as_recorded_is_what_a_heap_behind_the_containers_sees() {
    GenerationalHeap live = GenerationalHeap.of(HeapConfig.hotspotSerial(HEAP, NEW));
    try (HeapRetention retention = live.retentionListener()) {
      Recorded.serve(retention, Owner.named("users", Bound.entries(500)), 500);
      Outcome outcome = replayed(Recorded.server(500), hotspot(500));

      assertThat(outcome.scavenges()).isEqualTo(live.totals().scavenges());
      assertThat(outcome.fullCollections()).isEqualTo(live.totals().fullCollections());
      assertThat((double) outcome.copiedBytes() / live.totals().copiedBytes())
          .isBetween(0.99, 1.01);
    }
  }

  @Test
  void a_larger_limit_has_more_promoted_and_a_larger_new_space_less() throws InterruptedException {
    WhatIfReport.Sweep sweep =
        WhatIf.about(Recorded.server(500), "users")
            .withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW)
            .withLimits(50, 500, 1_000)
            .withNewSpaces(4 * MB, 8 * MB, 16 * MB)
            .run()
            .sweeps()
            .get(0);
    assertThat(sweep.byLimit())
        .extracting(o -> o.setting().limit())
        .containsExactly(50L, 500L, 1_000L);
    assertThat(sweep.byLimit()).extracting(Outcome::ownerPromotedBytes).isSorted();
    List<Long> byNewSpace =
        new ArrayList<>(sweep.byNewSpace().stream().map(Outcome::promotedBytes).toList());
    Collections.reverse(byNewSpace);
    assertThat(byNewSpace).isSorted();
    assertThat(sweep.byHeap()).containsExactly(sweep.now());
  }

  @Test
  void how_many_run_at_a_time_changes_nothing() throws InterruptedException {
    WhatIf question =
        WhatIf.about(Recorded.server(500), "users")
            .withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW)
            .withHeap(Preset.V8_11_3, HEAP, NEW)
            .withLimits(10, 100, 1_000)
            .withHeaps(32 * MB, 128 * MB);
    WhatIfReport one = question.withThreads(1).run();
    WhatIfReport four = question.withThreads(4).run();
    assertThat(four.table()).isEqualTo(one.table());
    assertThat(four.svg()).isEqualTo(one.svg());
    assertThat(four.advice()).isEqualTo(one.advice());
  }

  @Test
  void progress_is_told_after_each_replay() throws InterruptedException {
    List<Integer> told = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    WhatIf.about(Recorded.server(500), "users")
        .withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW)
        .withLimits(10, 100)
        .withThreads(3)
        .withProgress(
            (done, of, outcome) -> {
              told.add(done);
              expected.add(of);
            })
        .run();
    assertThat(told).startsWith(1, 2, 3).isSorted();
    assertThat(expected).allMatch(of -> of >= told.get(told.size() - 1));
  }

  @Test
  void an_interrupt_ends_it() {
    WhatIf question =
        WhatIf.about(Recorded.server(500), "users")
            .withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW)
            .withLimits(10, 100);
    Thread.currentThread().interrupt();
    assertThatThrownBy(question::run).isInstanceOf(InterruptedException.class);
  }

  @Test
  void a_heap_that_is_too_small_is_told_and_not_skipped() throws InterruptedException {
    WhatIfReport report =
        WhatIf.about(Recorded.server(500), "users")
            .withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW)
            .withLimits(20_000)
            .run();
    Outcome large = report.sweeps().get(0).byLimit().get(1);
    assertThat(large.outOfMemory()).isTrue();
    assertThat(large.outOfMemoryAt()).isBetween(1L, 100_000L);
    assertThat(report.table()).anyMatch(line -> line.endsWith("oom"));
  }

  @Test
  void a_limit_in_bytes_is_kept_in_bytes() {
    RetentionRecorder recorder = RetentionRecorder.ofMaxBytes(1 << 20, () -> 0);
    Owner users = Owner.named("users", Bound.bytes(80_000));
    for (int id = 0; id < 1_000; id++) {
      recorder.retained(users, id, 800);
    }
    Setting hundred = new Setting(Preset.HOTSPOT_SERIAL, HEAP, 32 * MB, 80_000);
    Script script = Script.of(recorder.recording());
    GenerationalHeap heap = GenerationalHeap.of(HeapConfig.hotspotSerial(HEAP, 32 * MB));
    Holding holding = Holding.limited(heap, users, hundred.limit(), true);
    for (int i = 0; i < script.size(); i++) {
      holding.retain(script.value(i));
    }
    heap.allocate(Owner.named("newest"), 8, 0);
    heap.collectFully();
    // And the table that holds them.
    assertThat(liveBytes(heap, users)).isEqualTo(100 * 800 + 16 + 8 * 512);
  }

  @Test
  void an_object_that_was_never_released_and_one_retained_twice_are_held_once() {
    RetentionRecorder recorder = RetentionRecorder.ofMaxBytes(1 << 20, () -> 0);
    Owner users = Owner.named("users");
    recorder.retained(users, 1, 800);
    recorder.retained(users, 1, 400);
    recorder.released(users, 99, 400, ReleaseCause.REMOVED);
    Script script = Script.of(recorder.recording());
    assertThat(script.size()).isEqualTo(3);
    assertThat(script.unmatched()).isEqualTo(1);
  }

  private static long liveBytes(GenerationalHeap heap, Owner owner) {
    return heap.owners().stream()
        .filter(usage -> usage.owner() == owner)
        .mapToLong(usage -> usage.liveBytes())
        .sum();
  }

  @Test
  void an_owner_that_is_not_there_is_named_beside_those_that_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WhatIf.about(Recorded.server(500), "orders"))
        .withMessageContaining("\"orders\"")
        .withMessageContaining("users");
  }

  @Test
  void sizes_that_make_no_heap_are_refused_before_anything_is_replayed() {
    WhatIf question =
        WhatIf.about(Recorded.server(500), "users").withHeap(Preset.V8_11_3, HEAP, NEW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> question.withNewSpaces(128 * MB).run())
        .withMessageContaining(String.valueOf(128 * MB));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> question.withHeaps(100).run())
        .withMessageContaining(": 100");
    assertThatIllegalArgumentException().isThrownBy(() -> question.withLimits(0));
    assertThatIllegalArgumentException().isThrownBy(() -> question.withThreads(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> question.withHeap(Preset.HOTSPOT_SERIAL, 8 * MB, 16 * MB))
        .withMessageContaining(String.valueOf(16 * MB));
  }

  @Test
  void an_owner_without_a_bound_needs_its_limit_told() {
    WhatIf question = WhatIf.about(Recorded.server(500), "mails");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> question.withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW))
        .withMessageContaining("mails declared no bound");
    assertThat(question.withHeap(Preset.HOTSPOT_SERIAL, HEAP, NEW, 50)).isNotNull();
    assertThatThrownBy(question::run).isInstanceOf(IllegalStateException.class);
  }
}
