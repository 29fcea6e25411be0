package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.watch.WatchEvent.Pressure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGaugesTest {

  private static final String V1_NO_LIMIT = "9223372036854771712\n";

  @TempDir Path root;

  @Test
  void resident_size_and_threads_stand_against_the_limits_of_version_2() throws IOException {
    file("proc/self/status", "Name:\tjava\nVmRSS:\t  900 kB\nThreads:\t42\n");
    file("proc/self/cgroup", "0::/\n");
    file("sys/fs/cgroup/memory.max", "1048576\n");
    file("sys/fs/cgroup/pids.max", "50\n");
    assertThat(gauge(Kind.RESIDENT_SIZE))
        .contains(new Gauge(Kind.RESIDENT_SIZE, 921_600, 1_048_576));
    assertThat(gauge(Kind.THREADS)).contains(new Gauge(Kind.THREADS, 42, 50));
  }

  @Test
  void the_same_is_read_from_version_1() throws IOException {
    file("proc/self/status", "VmRSS:\t900 kB\nThreads:\t42\n");
    file("proc/self/cgroup", "5:pids:/app\n4:cpu,memory:/app\n1:name=systemd:/x\n");
    file("sys/fs/cgroup/memory/app/memory.limit_in_bytes", "1048576\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", V1_NO_LIMIT);
    file("sys/fs/cgroup/pids/app/pids.max", "50\n");
    assertThat(gauge(Kind.RESIDENT_SIZE))
        .contains(new Gauge(Kind.RESIDENT_SIZE, 921_600, 1_048_576));
    assertThat(gauge(Kind.THREADS)).contains(new Gauge(Kind.THREADS, 42, 50));
  }

  @Test
  void the_least_limit_of_all_groups_above_counts() throws IOException {
    file("proc/self/status", "VmRSS:\t1 kB\n");
    file("proc/self/cgroup", "0::/slice/service/app\n");
    file("sys/fs/cgroup/slice/service/app/memory.max", "max\n");
    file("sys/fs/cgroup/slice/service/memory.max", "3000000\n");
    file("sys/fs/cgroup/slice/memory.max", "2000000\n");
    assertThat(gauge(Kind.RESIDENT_SIZE)).contains(new Gauge(Kind.RESIDENT_SIZE, 1_024, 2_000_000));
  }

  @Test
  void a_path_of_the_host_that_does_not_exist_here_leaves_the_mounts_own_limit()
      throws IOException {
    file("proc/self/status", "VmRSS:\t1 kB\n");
    file("proc/self/cgroup", "4:memory:/docker/0123\n0::/docker/0123\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000\n");
    assertThat(gauge(Kind.RESIDENT_SIZE)).contains(new Gauge(Kind.RESIDENT_SIZE, 1_024, 2_000_000));
  }

  @Test
  void what_has_no_limit_is_left_out() throws IOException {
    file("proc/self/status", "VmRSS:\t900 kB\nThreads:\t42\n");
    file("proc/self/cgroup", "4:memory:/\n0::/\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", V1_NO_LIMIT);
    file("sys/fs/cgroup/pids.max", "max\n");
    assertThat(gauge(Kind.RESIDENT_SIZE)).isEmpty();
    assertThat(gauge(Kind.THREADS)).isEmpty();
  }

  @Test
  void a_system_without_proc_or_with_nonsense_in_it_is_no_error() throws IOException {
    assertThat(gauge(Kind.RESIDENT_SIZE)).isEmpty();
    file("proc/self/status", "VmRSS:\tmany kB\n");
    file("proc/self/cgroup", "rubbish\n::\n0::/../../etc\n");
    file("sys/fs/cgroup/memory.max", "a lot\n");
    assertThat(gauge(Kind.RESIDENT_SIZE)).isEmpty();
  }

  @Test
  void direct_memory_of_this_jvm_stands_against_its_limit() {
    long before = gauge(Kind.DIRECT_MEMORY).orElseThrow().used();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    Gauge after = gauge(Kind.DIRECT_MEMORY).orElseThrow();
    assertThat(after.used() - before).isGreaterThanOrEqualTo(buffer.capacity());
    assertThat(after.limit()).isGreaterThan(after.used());
  }

  @Test
  void limits_that_were_given_to_a_jvm_are_those_that_its_gauges_tell() throws Exception {
    String printed =
        ChildJvm.run(
            ChildJvm.thisJava(),
            List.of("-XX:MaxMetaspaceSize=64m", "-XX:MaxDirectMemorySize=32m"),
            Gauges.class);
    assertThat(printed)
        .containsPattern("kind=METASPACE, used=\\d{6,}, limit=67108864")
        .containsPattern("kind=DIRECT_MEMORY, used=\\d+, limit=33554432");
  }

  /** Prints the gauges of its own JVM. */
  static final class Gauges {
    private Gauges() {}

    public static void main(String[] arguments) {
      System.out.println(ProcessGauges.ofThisProcess().read());
    }
  }

  @Test
  void linux_tells_this_jvms_own_resident_size_and_threads() {
    ProcFiles own = new ProcFiles(Path.of("/"));
    assertThat(own.status().residentBytes()).isGreaterThan(10 << 20);
    assertThat(own.status().threads()).isGreaterThan(5);
  }

  private Optional<Gauge> gauge(Kind kind) {
    return ProcessGauges.below(root).read().stream()
        .filter(gauge -> gauge.kind() == kind)
        .findFirst();
  }

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
