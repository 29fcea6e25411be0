package dev.plimsoll.cache;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.RetentionListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A load is two steps, begin and publish, and each is a single step of the specification: a key
 * that was put meanwhile keeps its value; one that was put and evicted, removed or cleared
 * meanwhile does not get the stale one.
 */
@Tag("concurrency")
@Param(name = "key", gen = IntGen.class, conf = "1:3")
@Param(name = "value", gen = IntGen.class, conf = "1:2")
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // public for Lincheck alone
public class LoadLincheckTest {

  private static final int LIMIT = 2;

  private static final int LOADED = 9;
  private static final int NOT_BEGUN = -1;

  private final RunningLoads<Integer> running = new RunningLoads<>();
  private final BoundedStore<Integer, Integer> store =
      new BoundedStore<>(
          LIMIT, Long.MAX_VALUE, false, running, StatsCounter.DISABLED, EntryJournal.NONE);
  private final MapWriter<Integer, Integer> writer =
      new MapWriter<>(
          store,
          new Announcer<>(
              Owner.named("checked"),
              RetentionListener.none(),
              RemovalListener.none(),
              null,
              EntryJournal.NONE),
          new Scale<>(null, Long.MAX_VALUE, false),
          false,
          running,
          StatsCounter.DISABLED);
  private final Map<Integer, Load<Integer>> begun = new HashMap<>();

  /** Whether this call began a load. One thread loads; both steps of a load are always its own. */
  @Operation(nonParallelGroup = "loader")
  public boolean begin(@Param(name = "key") int key) {
    Load<Integer> load = new Load<>(key);
    if (begun.putIfAbsent(key, load) != null) {
      return false;
    }
    running.begin(load);
    return true;
  }

  /** Ends the key's load, if it has one, and answers what its caller gets. */
  @Operation(nonParallelGroup = "loader")
  public int publish(@Param(name = "key") int key) {
    Load<Integer> load = begun.get(key);
    return load == null ? NOT_BEGUN : writer.publish(key, LOADED, load);
  }

  @Operation
  public @Nullable Integer put(@Param(name = "key") int key, @Param(name = "value") int value) {
    return writer.put(key, value);
  }

  @Operation
  public @Nullable Integer get(@Param(name = "key") int key) {
    return writer.present(key);
  }

  @Operation
  public @Nullable Integer remove(@Param(name = "key") int key) {
    return writer.remove(key, null);
  }

  @Operation
  public void clear() {
    store.clear();
  }

  @Operation
  public int size() {
    return store.index().size();
  }

  @Test
  void both_steps_of_a_load_are_linearizable_under_stress() {
    new StressOptions()
        .sequentialSpecification(Specification.class)
        .iterations(LimitableMapLincheckTest.ITERATIONS)
        .invocationsPerIteration(LimitableMapLincheckTest.INVOCATIONS)
        .threads(2)
        .actorsPerThread(3)
        .check(LoadLincheckTest.class);
  }

  @Test
  void both_steps_of_a_load_are_linearizable_under_model_checking() {
    new ModelCheckingOptions()
        .sequentialSpecification(Specification.class)
        .iterations(LimitableMapLincheckTest.ITERATIONS)
        .invocationsPerIteration(LimitableMapLincheckTest.INVOCATIONS)
        .threads(2)
        .actorsPerThread(3)
        .check(LoadLincheckTest.class);
  }

  /** The two steps for one thread. */
  public static class Specification {

    private final Map<Integer, Integer> entries = new LinkedHashMap<>();
    private final Map<Integer, Boolean> begun = new HashMap<>();
    private final Set<Integer> overtaken = new HashSet<>();

    public boolean begin(int key) {
      return begun.putIfAbsent(key, true) == null;
    }

    public int publish(int key) {
      if (!begun.containsKey(key)) {
        return NOT_BEGUN;
      }
      Integer present = entries.get(key);
      if (present == null && !overtaken.contains(key)) {
        put(key, LOADED);
      }
      return present == null ? LOADED : present;
    }

    public @Nullable Integer put(int key, int value) {
      if (!entries.containsKey(key)) {
        overtake(key);
        if (entries.size() == LIMIT) {
          entries.remove(entries.keySet().iterator().next());
        }
      }
      return entries.put(key, value);
    }

    private void overtake(int key) {
      if (begun.containsKey(key)) {
        overtaken.add(key);
      }
    }

    public @Nullable Integer get(int key) {
      return entries.get(key);
    }

    public @Nullable Integer remove(int key) {
      overtake(key);
      return entries.remove(key);
    }

    public void clear() {
      overtaken.addAll(begun.keySet());
      entries.clear();
    }

    public int size() {
      return entries.size();
    }
  }
}
