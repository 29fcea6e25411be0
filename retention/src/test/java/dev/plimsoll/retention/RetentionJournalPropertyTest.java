package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RetentionJournalPropertyTest {

  /** Ledgers keep no owner: this one stays. */
  private final Owner owner = Owner.named("o");

  private enum Operation {
    RETAIN,
    RELEASE,
    EXCHANGE,
    EXCHANGE_OLDEST,
    SETTLE,
    FLUSH
  }

  private record Step(Operation operation, long bytes, int which, ReleaseCause cause) {}

  private record Held(long id, long bytes) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> bytes =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-1, 1_000),
            Arbitraries.of((1L << 28) - 1, 1L << 28, (1L << 58) - 1, 1L << 58, Long.MAX_VALUE));
    return Combinators.combine(
            Arbitraries.of(Operation.class),
            bytes,
            Arbitraries.integers().between(0, 1_000),
            Arbitraries.of(ReleaseCause.class))
        .as(Step::new)
        .list()
        .ofMaxSize(400);
  }

  @Property(tries = 500)
  void delivers_what_was_written_in_the_order_in_which_it_was_written(
      @ForAll("steps") List<Step> steps) {
    RecordingListener recording = new RecordingListener();
    BatchedRetention batched = BatchedRetention.over(recording);
    RetentionJournal journal = batched.journal(owner);
    List<Held> held = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Step step : steps) {
      apply(step, journal, batched, held, expected);
    }
    batched.flush();
    assertThat(recording.heard).isEqualTo(expected);
  }

  private static void apply(
      Step step,
      RetentionJournal journal,
      BatchedRetention batched,
      List<Held> held,
      List<String> expected) {
    Operation operation = step.operation();
    boolean leaves = operation != Operation.RETAIN && !held.isEmpty();
    int index =
        operation == Operation.EXCHANGE_OLDEST ? 0 : step.which() % Math.max(1, held.size());
    switch (operation) {
      case SETTLE -> journal.settle();
      case FLUSH -> batched.flush();
      case RELEASE -> {
        if (leaves) {
          Held left = held.remove(index);
          journal.released(left.id(), left.bytes(), step.cause());
          expected.add("released o " + left.id() + " " + left.bytes() + " " + step.cause());
        }
      }
      default -> {
        Held left = leaves ? held.remove(index) : null;
        long id =
            left == null
                ? journal.retained(step.bytes())
                : journal.exchanged(step.bytes(), left.id(), left.bytes());
        held.add(new Held(id, step.bytes()));
        expected.add("retained o " + id + " " + step.bytes());
        if (left != null) {
          expected.add("released o " + left.id() + " " + left.bytes() + " EVICTED");
        }
      }
    }
  }

  @Property(tries = 200)
  void a_ledger_that_hears_runs_counts_as_one_that_hears_each_event(
      @ForAll("steps") List<Step> steps) {
    RetentionLedger hearsRuns = RetentionLedger.create();
    RetentionLedger hearsEach = RetentionLedger.create();
    apply(steps, hearsRuns);
    apply(steps, oneByOne(hearsEach));

    assertThat(figures(hearsRuns)).isEqualTo(figures(hearsEach));
    for (int i = 0; i < hearsRuns.owners().size(); i++) {
      Holding runs = hearsRuns.owners().get(i);
      Holding each = hearsEach.owners().get(i);
      // Runs may cut the cohorts elsewhere, and what entries of unknown size take is estimated, and
      // rounded, for each of them.
      long rounding =
          each.quality() == Holding.Quality.ESTIMATED
              ? runs.cohorts().size() + each.cohorts().size()
              : 0;
      assertThat(runs.bytes()).isCloseTo(each.bytes(), within(rounding));
    }
  }

  private void apply(List<Step> steps, RetentionListener listener) {
    BatchedRetention batched = BatchedRetention.over(listener);
    RetentionJournal journal = batched.journal(owner);
    List<Held> held = new ArrayList<>();
    for (Step step : steps) {
      Step small = new Step(step.operation(), step.bytes() % 10_000, step.which(), step.cause());
      apply(small, journal, batched, held, new ArrayList<>());
    }
    batched.flush();
  }

  private static RetentionListener oneByOne(RetentionLedger ledger) {
    return new RetentionListener() {
      @Override
      public void retained(Owner owner, long id, long bytes) {
        ledger.retained(owner, id, bytes);
      }

      @Override
      public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
        ledger.released(owner, id, bytes, cause);
      }
    };
  }

  private static List<String> figures(RetentionLedger ledger) {
    return ledger.owners().stream().map(h -> h.entries() + " entries, " + h.quality()).toList();
  }
}
