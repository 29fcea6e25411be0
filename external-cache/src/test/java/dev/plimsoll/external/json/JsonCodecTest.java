package dev.plimsoll.external.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class JsonCodecTest {

  record User(String name, int age) {}

  private final JsonCodec<User> users = JsonCodec.of(User.class);

  private User decode(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return users.decode(bytes, 0, bytes.length);
  }

  @Test
  void reads_what_it_wrote_from_the_middle_of_other_bytes() {
    byte[] json = users.encode(new User("Åsa", 41));
    byte[] around = new byte[json.length + 20];
    System.arraycopy(json, 0, around, 10, json.length);
    assertThat(users.decode(around, 10, json.length)).isEqualTo(new User("Åsa", 41));
  }

  @Test
  void keeps_a_types_parameters() {
    JsonCodec<List<User>> lists = JsonCodec.of(new TypeReference<List<User>>() {});
    byte[] json = lists.encode(List.of(new User("a", 1)));
    assertThat(lists.decode(json, 0, json.length)).containsExactly(new User("a", 1));
  }

  @Test
  void makes_nothing_of_what_is_not_its_type() {
    assertThatThrownBy(() -> decode("[1]")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> decode("{\"name\":")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> decode("null")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void lets_no_bytes_choose_a_class() {
    assertThatThrownBy(() -> decode("[\"java.net.URL\", \"http://localhost\"]"))
        .isInstanceOf(RuntimeException.class);
    assertThat(decode("{\"@class\":\"java.net.URL\",\"name\":\"a\",\"age\":1}"))
        .isEqualTo(new User("a", 1));
  }
}
