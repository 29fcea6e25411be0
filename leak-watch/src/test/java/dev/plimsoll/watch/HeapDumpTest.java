package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.retention.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapDumpTest {

  private static final int ORDERS = 2_000;
  private static final int ORDER_BYTES = 1_000;
  private static final List<Owner> KEPT = new ArrayList<>();

  @TempDir static Path directory;
  private static HeapDump dump;

  /** Stands between a static field and a container. */
  static final class Shop {
    static final Shop INSTANCE = new Shop();
    final Object[] shelves = new Object[4];
  }

  static final class Marker {}

  @BeforeAll
  static void write_a_dump_of_this_process() throws IOException {
    for (int i = 0; i < ORDERS; i++) {
      OrderCache.CACHE.put(i, new byte[ORDER_BYTES]);
    }
    List<Object> shelf = new ArrayList<>(List.of(new Marker()));
    Shop.INSTANCE.shelves[2] = shelf;
    KEPT.add(OrderCache.OWNER);
    KEPT.add(Owner.named("Regal für Ω").heldBy(shelf));
    KEPT.add(Owner.named("nowhere"));
    Path file = directory.resolve("own.hprof");
    HeapDump.write(file, Duration.ZERO);
    dump = HeapDump.open(file);
  }

  @AfterAll
  static void forget() {
    OrderCache.CACHE.clear();
    KEPT.clear();
  }

  @Test
  void names_the_static_field_that_keeps_an_owners_container() {
    assertThat(dump.path("orders")).isEqualTo("static OrderCache.CACHE -> HashMap \"orders\"");
  }

  @Test
  void names_fields_and_elements_on_the_way_to_a_container() {
    assertThat(dump.path("Regal für Ω"))
        .isEqualTo(
            "static HeapDumpTest$Shop.INSTANCE -> HeapDumpTest$Shop.shelves -> Object[2] -> ArrayList \"Regal für Ω\"");
  }

  @Test
  void retains_what_the_entries_take_and_the_map_around_them() {
    long entries = ORDERS * (16L + ORDER_BYTES);
    long table = 16 + 4L * 4096;
    long nodes = ORDERS * 32L;
    long boxes = (ORDERS - 128) * 16L; // the first 128 come from Integer's own cache
    long map = 48;
    assertThat(dump.retained("orders")).isEqualTo(entries + table + nodes + boxes + map);
  }

  @Test
  void finds_a_captured_object_by_its_class() {
    assertThat(dump.pathToClass(Marker.class.getName()))
        .endsWith("ArrayList.elementData -> Object[0] -> HeapDumpTest$Marker");
  }

  @Test
  void counts_a_container_among_the_top_dominators() {
    assertThat(dump.topDominators(20))
        .anySatisfy(
            dominator -> {
              assertThat(dominator.type()).isEqualTo("java.util.HashMap \"orders\"");
              assertThat(dominator.retainedBytes()).isEqualTo(dump.retained("orders"));
              assertThat(dominator.path()).isEqualTo(dump.path("orders"));
            });
  }

  @Test
  void lists_the_owners_that_retain_most_first() {
    assertThat(dump.owners())
        .extracting(OwnerInDump::name)
        .startsWith("orders")
        .contains("Regal für Ω");
  }

  @Test
  void an_owner_without_a_container_is_told_how_to_name_one() {
    assertThatThrownBy(() -> dump.retained("nowhere"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("Owner.heldBy");
  }

  @Test
  void an_unknown_owner_is_answered_with_those_that_are_there() {
    assertThatThrownBy(() -> dump.path("invoices"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("invoices")
        .hasMessageContaining("orders");
  }

  @Test
  void two_dumps_show_which_owner_and_which_classes_have_grown() throws IOException {
    for (int i = ORDERS; i < 2 * ORDERS; i++) {
      OrderCache.CACHE.put(i, new byte[ORDER_BYTES]);
    }
    Path file = directory.resolve("later.hprof");
    HeapDump.write(file, Duration.ZERO);
    HeapDiff diff = HeapDiff.between(dump.histogram(), HeapDump.open(file).histogram());
    assertThat(diff.owners().get(0).name()).isEqualTo("orders");
    assertThat(diff.owners().get(0).bytes()).isGreaterThan((long) ORDERS * ORDER_BYTES);
    assertThat(diff.classes())
        .anySatisfy(
            change -> {
              assertThat(change.name()).isEqualTo("java.util.HashMap$Node");
              assertThat(change.objects()).isGreaterThanOrEqualTo(ORDERS);
            });
  }

  @Test
  void only_this_user_may_read_the_file() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.resolve("own.hprof")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }
}
