package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the lessons about the watch teach. */
class WatchLessonsTest {

  @Test
  void the_leaking_server_is_named_before_its_memory_is_out_and_the_guarded_one_is_not()
      throws Exception {
    List<String> printed = Printed.by(Example50TheLeakIsNamed::main);

    int guarded = printed.indexOf("The same server with a bound of 30 MB:");
    List<String> leaking = printed.subList(0, guarded);
    assertThat(leaking).anyMatch(line -> line.contains("leak: requests holds"));
    assertThat(leaking).last().asString().contains("out of memory");
    assertThat(printed.subList(guarded, printed.size()))
        .noneMatch(line -> line.contains("leak:"))
        .anyMatch(line -> line.contains("served"));
  }

  @Test
  void the_request_is_found_by_the_lambda_that_captured_it() throws Exception {
    List<String> printed = Printed.by(Example51WhoKeepsTheRequest::main);

    assertThat(printed.get(0)).isEqualTo("The owner \"listeners\" keeps more than 100,000 bytes:");
    assertThat(printed.get(1))
        .isEqualTo(
            "  static Example51WhoKeepsTheRequest$Server.LISTENERS -> HashMap \"listeners\"");
    assertThat(printed.get(3))
        .contains("HashMap$Node.value")
        .endsWith("Example51WhoKeepsTheRequest$Request");
  }

  @Test
  void the_same_rule_names_the_leak_in_the_simulated_heap() throws Exception {
    assertThat(Printed.by(Example52OneRuleTwoHeaps::main))
        .hasSize(2)
        .first()
        .asString()
        .contains("SUSPECT");
  }

  @Test
  void the_demos_leaky_server_is_named_before_its_memory_is_out_and_its_guarded_one_never_is()
      throws Exception {
    assertLeakyIsNamedAndGuardedIsNot(Printed.by(Example53TheDemoIsWatched::main, "Serial", "G1"));
  }

  /** The README has the command. */
  @Tag("long")
  @Test
  void so_it_is_under_every_collector_of_this_jvm() throws Exception {
    List<String> printed = Printed.by(Example53TheDemoIsWatched::main);
    assertThat(printed).hasSizeGreaterThanOrEqualTo(10);
    assertLeakyIsNamedAndGuardedIsNot(printed);
    System.out.println(String.join("\n", printed));
  }

  private static void assertLeakyIsNamedAndGuardedIsNot(List<String> printed) {
    for (int i = 0; i < printed.size(); i += 2) {
      assertThat(printed.get(i)).contains("the leak of users named").contains("out of memory");
      assertThat(printed.get(i + 1)).contains("silence; still there");
    }
  }
}
