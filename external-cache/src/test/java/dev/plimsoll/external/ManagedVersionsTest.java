package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A host application's build may pin a library to a version that lacks what is needed. */
class ManagedVersionsTest {

  /** This test's class path, without one class. */
  private static final class Without extends URLClassLoader {

    private final String hidden;

    Without(String hidden) {
      super(classPath(), ClassLoader.getPlatformClassLoader());
      this.hidden = hidden;
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Without::url)
          .toArray(URL[]::new);
    }

    private static URL url(String path) {
      try {
        return Path.of(path).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(hidden)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  private static Throwable thrownWithout(String hidden, Call call) throws IOException {
    try (Without loader = new Without(hidden)) {
      Throwable thrown = catchThrowable(() -> call.make(loader));
      return thrown instanceof InvocationTargetException wrapped ? wrapped.getCause() : thrown;
    }
  }

  private interface Call {
    void make(ClassLoader loader) throws ReflectiveOperationException;
  }

  private static void connectRedis(ClassLoader loader) throws ReflectiveOperationException {
    Method connect =
        loader
            .loadClass("dev.plimsoll.external.redis.RedisCache")
            .getMethod("connect", String.class);
    connect.invoke(null, "redis://127.0.0.1:1");
  }

  private static void useSpymemcached(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> entry = loader.loadClass("dev.plimsoll.external.memcached.MemcachedCache");
    Object builder =
        entry
            .getMethod("connect", String[].class)
            .invoke(null, (Object) new String[] {"127.0.0.1:1"});
    builder.getClass().getMethod("spymemcached").invoke(builder);
  }

  private static void makeJson(ClassLoader loader) throws ReflectiveOperationException {
    loader
        .loadClass("dev.plimsoll.external.json.JsonCodec")
        .getMethod("of", Class.class)
        .invoke(null, String.class);
  }

  @Test
  void names_the_jedis_found_and_the_one_needed_each_time() throws IOException {
    try (Without loader = new Without("redis.clients.jedis.ProtocolHandshake")) {
      for (int attempt = 0; attempt < 2; attempt++) {
        Throwable thrown = catchThrowable(() -> connectRedis(loader)).getCause();
        assertThat(thrown)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("needs redis.clients:jedis 8.0 or later, found ")
            .hasMessageContaining("jedis-")
            .hasMessageContaining("set its managed version");
      }
    }
  }

  @Test
  void names_the_spymemcached_needed() throws IOException {
    assertThat(
            thrownWithout("net.spy.memcached.ops.StatusCode", ManagedVersionsTest::useSpymemcached))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs net.spy:spymemcached 2.12, found ");
  }

  @Test
  void names_the_jackson_needed() throws IOException {
    assertThat(
            thrownWithout("tools.jackson.databind.json.JsonMapper", ManagedVersionsTest::makeJson))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs tools.jackson.core:jackson-databind 3.0 or later");
  }

  @Test
  void connects_when_nothing_is_missing() throws IOException {
    assertThat(thrownWithout("no.such.Class", ManagedVersionsTest::connectRedis)).isNull();
  }
}
