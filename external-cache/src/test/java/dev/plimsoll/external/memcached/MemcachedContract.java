package dev.plimsoll.external.memcached;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.ExternalCacheContract;
import dev.plimsoll.external.internal.Deadline;
import dev.plimsoll.external.internal.SocketWatch;
import java.util.List;
import java.util.function.Function;

/** The contract on Memcached; servers and transport are the subclass' own. */
abstract class MemcachedContract extends ExternalCacheContract {

  protected abstract List<String> addresses();

  protected abstract boolean isSpymemcached();

  @Override
  protected <V> ExternalCacheBuilder<V, ?> connect(Codec<V> codec) {
    MemcachedCacheBuilder<V> builder = MemcachedCache.connect(addresses()).codec(codec);
    return isSpymemcached() ? builder.spymemcached() : builder;
  }

  @Override
  protected void overwrite(String namespace, String key, byte[] bytes) {
    String name = new MemcachedKeys(namespace).entry(key);
    onNodeOf(
        name,
        transport -> {
          transport.set(name, bytes, 60, patience());
          return true;
        });
  }

  @Override
  protected byte[] raw(String namespace, String key) {
    String name = new MemcachedKeys(namespace).entry(key);
    return onNodeOf(name, transport -> transport.gets(name, patience()).value());
  }

  private static Deadline patience() {
    return Deadline.in(PATIENCE.toNanos());
  }

  private <R> R onNodeOf(String name, Function<MemcachedTransport, R> call) {
    try (SocketWatch watch = new SocketWatch("test")) {
      List<MemcachedNode> nodes =
          addresses().stream()
              .map(Address::parse)
              .map(address -> new MemcachedNode(address, 1, new MetaTransport(address, watch)))
              .toList();
      R answer = new KetamaRing(nodes).nodeOf(name).call(call);
      nodes.forEach(MemcachedNode::close);
      return answer;
    }
  }
}
