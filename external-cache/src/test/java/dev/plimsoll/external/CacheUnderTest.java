package dev.plimsoll.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** A cache on the server under test, and what the parts of the contract ask of it. */
public abstract class CacheUnderTest {

  /** Long enough that a loaded machine's pauses do not end a call. */
  protected static final Duration PATIENCE = Duration.ofSeconds(10);

  protected static final Ttl MINUTE = Ttl.of(Duration.ofMinutes(1));
  protected static final int LIMIT = 100_000;

  protected final String namespace = "t-" + UUID.randomUUID();
  private final List<ExternalCache<?>> opened = new ArrayList<>();

  /** Begins a cache on the server under test, with codec and all but the common options. */
  protected abstract <V> ExternalCacheBuilder<V, ?> connect(Codec<V> codec);

  /** Puts raw bytes where the server keeps the entry for a key. */
  protected abstract void overwrite(String namespace, String key, byte[] bytes);

  /** Reads the raw bytes that the server keeps for a key. */
  protected abstract byte[] raw(String namespace, String key);

  @AfterEach
  void close() {
    opened.forEach(ExternalCache::close);
  }

  protected <V> ExternalCache<V> cache(Codec<V> codec) {
    return opened(configured(codec, namespace));
  }

  protected ExternalCache<String> cache() {
    return cache(Codec.utf8());
  }

  protected <V> ExternalCacheBuilder<V, ?> configured(Codec<V> codec, String name) {
    return connect(codec).namespace(name).deadline(PATIENCE).maxValueBytes(LIMIT);
  }

  protected <V> ExternalCache<V> opened(ExternalCacheBuilder<V, ?> builder) {
    ExternalCache<V> cache = builder.build();
    opened.add(cache);
    return cache;
  }

  protected static <V> V valueOf(Lookup<V> lookup) {
    return lookup.toOptional().orElseThrow(() -> new AssertionError("no hit: " + lookup));
  }

  protected static long versionOf(Lookup<?> lookup) {
    assertThat(lookup).isInstanceOf(Lookup.Hit.class);
    return ((Lookup.Hit<?>) lookup).version();
  }
}
