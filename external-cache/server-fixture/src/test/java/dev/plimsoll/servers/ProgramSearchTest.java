package dev.plimsoll.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramSearchTest {

  /** Has a program in one place alone, and remembers where it was asked. */
  private static final class FakePlaces implements Places {

    private final List<String> asked = new ArrayList<>();
    private final String having;

    FakePlaces(String having) {
      this.having = having;
    }

    private ServerProgram ask(String place, String name) throws IOException {
      asked.add(place);
      if (!place.equals(having)) {
        throw new IOException("nothing in " + place);
      }
      return new ServerProgram(name, place, log -> null);
    }

    @Override
    public ServerProgram path(String name) throws IOException {
      return ask("path", name);
    }

    @Override
    public ServerProgram debian(String name, String... packages) throws IOException {
      return ask("debian", name);
    }

    @Override
    public ServerProgram jar() throws IOException {
      return ask("jar", "redis-server");
    }

    @Override
    public ServerProgram container(String image, String name) throws IOException {
      return ask("container", name);
    }
  }

  @Test
  void looks_for_redis_on_the_path_in_packages_in_the_jar_and_in_a_container() {
    FakePlaces places = new FakePlaces("container");
    assertThat(ProgramSearch.redis(places).origin()).isEqualTo("container");
    assertThat(places.asked).containsExactly("path", "debian", "jar", "container");
  }

  @Test
  void looks_for_memcached_on_the_path_in_packages_and_in_a_container() {
    FakePlaces places = new FakePlaces("container");
    assertThat(ProgramSearch.memcached(places).origin()).isEqualTo("container");
    assertThat(places.asked).containsExactly("path", "debian", "container");
  }

  @Test
  void asks_no_further_once_it_has_one() {
    FakePlaces places = new FakePlaces("debian");
    assertThat(ProgramSearch.redis(places).origin()).isEqualTo("debian");
    assertThat(places.asked).containsExactly("path", "debian");
  }

  @Test
  void fails_with_every_attempt_and_how_to_install_on_four_systems() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ProgramSearch.redis(new FakePlaces("nowhere")))
        .withMessageContaining("-Dplimsoll.redis.url and PLIMSOLL_REDIS_URL: no running server")
        .withMessageContaining("PATH: nothing in path")
        .withMessageContaining("Debian (apt-get download, dpkg -x): nothing in debian")
        .withMessageContaining("embedded-redis jar: nothing in jar")
        .withMessageContaining("Testcontainers: nothing in container")
        .withMessageContaining("sudo apt-get install redis-server")
        .withMessageContaining("sudo dnf install redis")
        .withMessageContaining("brew install redis")
        .withMessageContaining("Windows: wsl --install -d Debian")
        .withMessageContaining("in WSL, where the build runs too: sudo apt-get install redis");
    assertThatIllegalStateException()
        .isThrownBy(() -> ProgramSearch.memcached(new FakePlaces("nowhere")))
        .withMessageContaining("-Dplimsoll.memcached.address and PLIMSOLL_MEMCACHED_ADDRESS")
        .withMessageContaining("PATH: nothing in path")
        .withMessageContaining("Debian (apt-get download, dpkg -x): nothing in debian")
        .withMessageContaining("Testcontainers: nothing in container")
        .withMessageContaining("sudo apt-get install memcached")
        .withMessageContaining("sudo dnf install memcached")
        .withMessageContaining("brew install memcached")
        .withMessageContaining("where the build runs too: sudo apt-get install memcached");
  }

  @Test
  void says_that_docker_does_not_answer_or_finds_the_image() {
    try {
      assertThat(ContainerRun.find("redis:7.2", "redis-server").origin()).contains("redis:7.2");
    } catch (IOException e) {
      assertThat(e).hasMessage("Docker does not answer");
    }
  }

  @Test
  void takes_a_running_server_that_a_property_names_before_any_search() {
    System.setProperty(RedisServers.URL_PROPERTY, "redis://10.0.0.1:6379");
    System.setProperty(MemcachedServers.ADDRESS_PROPERTY, "10.0.0.1:11211");
    try {
      assertThat(RedisServers.url()).isEqualTo("redis://10.0.0.1:6379");
      assertThat(MemcachedServers.address()).isEqualTo("10.0.0.1:11211");
    } finally {
      System.clearProperty(RedisServers.URL_PROPERTY);
      System.clearProperty(MemcachedServers.ADDRESS_PROPERTY);
    }
  }
}
