package dev.plimsoll.watch;

import dev.plimsoll.retention.Subscription;
import dev.plimsoll.watch.HeapHistogram.ClassCount;
import dev.plimsoll.watch.HeapHistogram.OwnerCount;
import dev.plimsoll.watch.dump.ClassSizes;
import dev.plimsoll.watch.dump.Dominators;
import dev.plimsoll.watch.dump.DumpReader;
import dev.plimsoll.watch.dump.HeapGraph;
import dev.plimsoll.watch.dump.HeapShare;
import dev.plimsoll.watch.dump.OwnerRetention;
import dev.plimsoll.watch.dump.OwnersInDump;
import dev.plimsoll.watch.dump.OwnersInDump.FoundOwner;
import dev.plimsoll.watch.dump.RootPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A heap dump, read back by owner: what each keeps alive, and why it is kept.
 *
 * <p>An owner's container is the one named with {@link dev.plimsoll.retention.Owner#heldBy}. What
 * only weak, soft or phantom references reach counts as not kept. Static fields of classes of the
 * boot, platform and application loaders count as roots; those of other loaders are kept by their
 * loader. Sizes are those of HotSpot's object layout, which is worked out from the dump itself.
 *
 * <p>A dump without any owner can be read too: {@link #topDominators}, {@link #pathToClass}, {@link
 * #histogram}. Indexes take about 16 bytes an object; answers that need a pass over the graph are
 * kept. Safe for use by many threads, one at a time.
 */
public final class HeapDump {

  private final HeapGraph graph;
  private final List<FoundOwner> owners;
  private final Map<Integer, String> ownerNames;
  private @Nullable RootPaths paths;
  private @Nullable Map<Integer, HeapShare> retained;
  private @Nullable Dominators dominators;

  private HeapDump(HeapGraph graph) {
    this.graph = graph;
    this.owners = OwnersInDump.find(graph);
    this.ownerNames =
        containersOf(owners).stream()
            .collect(
                Collectors.toMap(FoundOwner::container, FoundOwner::name, (a, b) -> a + ", " + b));
  }

  /**
   * {@return the dump in a file}
   *
   * @param path an HPROF file, as this class, jmap, jcmd and -XX:+HeapDumpOnOutOfMemoryError write
   *     it
   * @throws IOException if the file cannot be read, is no such file, is cut off or damaged; the
   *     message says where
   */
  public static HeapDump open(Path path) throws IOException {
    return open(path, fraction -> {});
  }

  /**
   * {@return the dump in a file}
   *
   * @param path an HPROF file
   * @param progress hears how much of the file is indexed, from 0 to 1
   * @throws IOException if the file cannot be read, is no such file, is cut off or damaged; the
   *     message says where
   */
  public static HeapDump open(Path path, DoubleConsumer progress) throws IOException {
    return new HeapDump(
        DumpReader.read(path, (done, total) -> progress.accept((double) done / total)));
  }

  /**
   * Writes this JVM's live objects to a new file that only this user may read. Stops the world for
   * a full collection and the writing.
   *
   * @param path where to; ends in {@code .hprof} and does not exist
   * @throws IOException if the disk has less than twice the used heap free, if the directory holds
   *     a dump that is younger than a day, or if the file cannot be written
   */
  public static void write(Path path) throws IOException {
    write(path, DumpWriter.ONE_A_DAY);
  }

  /**
   * Writes this JVM's live objects to a new file that only this user may read.
   *
   * @param path where to; ends in {@code .hprof} and does not exist
   * @param sinceLast how old the youngest dump in the directory must be; {@link Duration#ZERO} for
   *     any age
   * @throws IOException as {@link #write(Path)} says
   */
  public static void write(Path path, Duration sinceLast) throws IOException {
    DumpWriter.ofThisJvm().write(path, sinceLast);
  }

  /**
   * Writes a dump whenever the process gets a signal, named by process and time, at most one a day.
   * A dump that is refused or fails is logged.
   *
   * <p>On Linux the JVM uses USR2 itself to suspend threads when Flight Recorder samples methods;
   * give the JVM another one ({@code _JAVA_SR_SIGNUM} in the environment) if both are to be used.
   *
   * @param signal the signal's name without SIG: {@code "USR2"}
   * @param directory where dumps go; exists
   * @return ends it, and gives the signal back to who had it before
   * @throws IOException if the directory cannot be written
   * @throws IllegalArgumentException if there is no such signal, or the JVM needs it itself
   * @throws UnsupportedOperationException if this JVM lets nobody handle signals
   */
  public static Subscription onSignal(String signal, Path directory) throws IOException {
    return DumpOnSignal.install(signal, directory);
  }

  /**
   * {@return the bytes that the containers of an owner keep alive, themselves included}
   *
   * @param ownerName the owner's name; owners of one name are added up
   * @throws NoSuchElementException if no owner of this name has a container in the dump
   */
  public long retained(String ownerName) {
    return named(ownerName).stream().mapToLong(owner -> share(owner).bytes()).sum();
  }

  /**
   * {@return one path from a GC root to the owner's container, in words: {@code static
   * OrderCache.CACHE -> LimitableMap "orders"}}
   *
   * @param ownerName the owner's name
   * @throws NoSuchElementException if no owner of this name has a container in the dump
   */
  public String path(String ownerName) {
    return words(named(ownerName).get(0).container());
  }

  /**
   * {@return one path from a GC root to some instance of a class, in words}
   *
   * @param className as Java writes it: {@code com.shop.Order}
   * @throws NoSuchElementException if no reachable instance is in the dump
   */
  public synchronized String pathToClass(String className) {
    for (int node = 0; node < graph.size(); node++) {
      if (graph.typeName(node).equals(className) && paths().reached(node)) {
        return words(node);
      }
    }
    throw new NoSuchElementException("no reachable instance of " + className + " is in the dump");
  }

  /** {@return all owners with a container, those that retain most first} */
  public List<OwnerInDump> owners() {
    return containersOf(owners).stream()
        .map(
            owner ->
                new OwnerInDump(
                    owner.name(),
                    graph.typeName(owner.container()),
                    share(owner).bytes(),
                    share(owner).objects(),
                    words(owner.container())))
        .sorted((a, b) -> Long.compare(b.retainedBytes(), a.retainedBytes()))
        .toList();
  }

  /**
   * {@return the objects that nothing but GC roots dominates, those that retain most first}
   *
   * @param n at most how many; positive
   */
  public synchronized List<Dominator> topDominators(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException("n must be positive: n=" + n);
    }
    return dominators().top(n).stream()
        .map(
            entry ->
                new Dominator(
                    describe(entry.node(), graph.typeName(entry.node())),
                    graph.shallowBytes(entry.node()),
                    entry.share().bytes(),
                    entry.share().objects(),
                    words(entry.node())))
        .toList();
  }

  /**
   * {@return all objects by class, with the owners' retained bytes beside; two of these make a
   * {@link HeapDiff}}
   */
  public HeapHistogram histogram() {
    List<ClassCount> classes =
        ClassSizes.of(graph).entrySet().stream()
            .map(
                entry ->
                    new ClassCount(
                        entry.getKey(), entry.getValue().objects(), entry.getValue().bytes()))
            .toList();
    return new HeapHistogram(
        classes,
        owners().stream()
            .map(
                owner ->
                    new OwnerCount(owner.name(), owner.retainedObjects(), owner.retainedBytes()))
            .toList());
  }

  /** {@return how many objects the dump holds, classes included} */
  public int objects() {
    return graph.size();
  }

  /** {@return the object layout that was found, in words} */
  public String layout() {
    return graph.layout().name();
  }

  private List<FoundOwner> named(String name) {
    List<FoundOwner> found =
        containersOf(owners).stream().filter(owner -> owner.name().equals(name)).toList();
    if (found.isEmpty()) {
      boolean known = owners.stream().anyMatch(owner -> owner.name().equals(name));
      throw new NoSuchElementException(
          known
              ? "owner \"" + name + "\" has no container in the dump: name it with Owner.heldBy"
              : "no owner \""
                  + name
                  + "\" is in the dump; there are "
                  + owners.stream().map(FoundOwner::name).distinct().sorted().toList());
    }
    return found;
  }

  private static List<FoundOwner> containersOf(List<FoundOwner> owners) {
    return owners.stream().filter(owner -> owner.container() >= 0).toList();
  }

  private synchronized HeapShare share(FoundOwner owner) {
    Map<Integer, HeapShare> known = retained;
    if (known == null) {
      int[] containers = ownerNames.keySet().stream().mapToInt(Integer::intValue).toArray();
      HeapShare[] shares = OwnerRetention.of(graph, containers);
      known = new HashMap<>();
      for (int i = 0; i < containers.length; i++) {
        known.put(containers[i], shares[i]);
      }
      retained = known;
    }
    return known.getOrDefault(owner.container(), new HeapShare(0, 0));
  }

  private synchronized RootPaths paths() {
    RootPaths known = paths;
    if (known == null) {
      known = RootPaths.search(graph);
      paths = known;
    }
    return known;
  }

  private Dominators dominators() {
    Dominators known = dominators;
    if (known == null) {
      known = Dominators.of(graph);
      dominators = known;
    }
    return known;
  }

  private String words(int node) {
    String type = graph.typeName(node);
    return paths().words(node, describe(node, type.substring(type.lastIndexOf('.') + 1)));
  }

  private String describe(int node, String type) {
    String owner = ownerNames.get(node);
    return owner == null ? type : type + " \"" + owner + '"';
  }
}
