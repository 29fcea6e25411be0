package dev.plimsoll.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a dump of 200 MB and four million objects takes to read in little memory; the README has
 * the command and the figures.
 */
@Tag("long")
class BigDumpTest {

  @TempDir Path directory;

  @Test
  void owners_are_read_under_256_MB_and_dominators_under_512() throws Exception {
    ChildJvm.run(
        ChildJvm.thisJava(),
        List.of("-Xmx1g", "-XX:+UseParallelGC"),
        BigHeapProgram.class,
        "write",
        directory.resolve("big.hprof").toString());
    String owners = read("owners", "-Xmx256m");
    String dominators = read("dominators", "-Xmx512m");
    long bytes = Files.size(directory.resolve("big.hprof"));
    System.out.println(bytes + " bytes: " + owners.strip() + "; " + dominators.strip());
    assertThat(bytes).isGreaterThanOrEqualTo(200_000_000);
    assertThat(numberBefore(" objects", owners)).isGreaterThanOrEqualTo(4_000_000);
    assertThat(owners).contains("20 owners");
    assertThat(numberBefore(" ms", owners)).isLessThanOrEqualTo(10_000);
    assertThat(dominators).contains("20 dominators");
    assertThat(numberBefore(" ms", dominators)).isLessThanOrEqualTo(20_000);
  }

  private String read(String what, String heap) throws Exception {
    String file = directory.resolve("big.hprof").toString();
    return ChildJvm.run(ChildJvm.thisJava(), List.of(heap), BigHeapProgram.class, what, file);
  }

  private static long numberBefore(String unit, String printed) {
    return Pattern.compile("(\\d+)" + unit)
        .matcher(printed)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst()
        .orElseThrow();
  }
}
