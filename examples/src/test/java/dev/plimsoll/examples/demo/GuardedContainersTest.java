package dev.plimsoll.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.RetentionListener;
import org.junit.jupiter.api.Test;

class GuardedContainersTest {

  private final Database database = new Database();

  @Test
  void hold_a_bounded_part_of_what_they_are_given() {
    Containers guarded = GuardedContainers.open(RetentionListener.none());
    Containers leaky = LeakyContainers.open();

    for (int i = 1; i <= 5_000; i++) {
      fill(guarded, i);
      fill(leaky, i);
    }

    assertThat(guarded.users()).hasSize(GuardedContainers.USERS).containsKey(5_000);
    assertThat(guarded.mails()).hasSize(GuardedContainers.MAILS);
    assertThat(leaky.users()).hasSize(5_000);
    assertThat(leaky.mails()).hasSize(5_000);
  }

  private void fill(Containers containers, int number) {
    containers.users().put(number, database.load(number));
    containers.mails().offer(new Mail(number, number, "text"));
  }
}
