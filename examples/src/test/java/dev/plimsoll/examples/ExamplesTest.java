package dev.plimsoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  @Test
  void finds_every_lesson_by_its_number() throws Exception {
    assertThat(Examples.lessons())
        .containsKeys("01", "02", "03", "04", "05", "06", "07", "08", "09", "10")
        .containsEntry("04", Example04TheUnboundedCache.class);
  }

  @Test
  void every_lesson_has_a_main() throws Exception {
    for (Class<?> lesson : Examples.lessons().values()) {
      Method main = lesson.getMethod("main", String[].class);
      assertThat(Modifier.isStatic(main.getModifiers())).as(lesson.getName()).isTrue();
    }
  }

  @Test
  void lists_the_lessons_unless_told_a_number() throws Exception {
    assertThat(Printed.by(Examples::main)).contains("04 The unbounded cache");
  }

  @Test
  void runs_the_lesson_of_a_number() throws Exception {
    assertThat(Printed.by(Examples::main, "07"))
        .isEqualTo(Printed.by(Example07TheListenerThatStays::main));
  }
}
