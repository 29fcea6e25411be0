package dev.plimsoll.servers;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ProgramSearchTest {

  @Test
  void fails_with_every_attempt_and_how_to_install_on_four_systems() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new ProgramSearch("no-such-server")
                    .tryPath()
                    .orFail("debian-name", "fedora-name", "mac-name", "windows-name"))
        .withMessageContaining("PATH: no executable no-such-server in ")
        .withMessageContaining("sudo apt-get install debian-name")
        .withMessageContaining("sudo dnf install fedora-name")
        .withMessageContaining("brew install mac-name")
        .withMessageContaining("windows-name");
  }
}
