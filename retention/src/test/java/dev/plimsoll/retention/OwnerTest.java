package dev.plimsoll.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OwnerTest {

  @Test
  void two_owners_of_one_name_are_two_owners() {
    assertThat(Owner.named("users")).isNotEqualTo(Owner.named("users"));
  }

  @Test
  void a_blank_name_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Owner.named(" "))
        .withMessageContaining("\" \"");
  }

  @Test
  void knows_the_container_that_holds_its_memory() {
    Object container = new Object();
    assertThat(Owner.named("users").heldBy(container).container()).containsSame(container);
  }

  @Test
  void a_bound_of_zero_is_refused_with_its_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bound.entries(0))
        .withMessageContaining("limit=0");
  }
}
