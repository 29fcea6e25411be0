package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how long a dump of four million objects takes to read in little memory; the README has the
 * command.
 */
@Tag("long")
class BigDumpTest {

  @TempDir Path directory;

  @Test
  void owners_are_read_under_256_MB_and_dominators_under_512() throws Exception {
    String file = directory.resolve("big.hprof").toString();
    ChildJvm.run(
        ChildJvm.thisJava(),
        List.of("-Xmx1g", "-XX:+UseParallelGC"),
        BigHeapProgram.class,
        "write",
        file);
    String owners =
        ChildJvm.run(
            ChildJvm.thisJava(), List.of("-Xmx256m"), BigHeapProgram.class, "owners", file);
    String dominators =
        ChildJvm.run(
            ChildJvm.thisJava(), List.of("-Xmx512m"), BigHeapProgram.class, "dominators", file);
    System.out.println(
        directory.resolve("big.hprof").toFile().length()
            + " bytes: "
            + owners.strip()
            + ", "
            + dominators.strip());
    assertThat(owners).contains("20 owners");
    assertThat(dominators).contains("20 dominators");
  }
}
