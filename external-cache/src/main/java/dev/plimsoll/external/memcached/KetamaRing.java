package dev.plimsoll.external.memcached;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Consistent hashing as Last.fm's ketama does it: each server stands at 160 points of a ring, drawn
 * from MD5, and a key belongs to the next one clockwise. A server added or removed moves only its
 * own share.
 */
final class KetamaRing {

  private static final int DIGESTS = 40;
  private static final int POINTS_PER_DIGEST = 4;

  private final List<MemcachedNode> nodes;
  private final TreeMap<Integer, MemcachedNode> ring = new TreeMap<>(Integer::compareUnsigned);

  KetamaRing(List<MemcachedNode> nodes) {
    this.nodes = List.copyOf(nodes);
    for (MemcachedNode node : nodes) {
      for (int i = 0; i < DIGESTS; i++) {
        ByteBuffer digest = md5(node.address() + "-" + i);
        for (int j = 0; j < POINTS_PER_DIGEST; j++) {
          ring.put(digest.getInt(), node);
        }
      }
    }
  }

  List<MemcachedNode> nodes() {
    return nodes;
  }

  MemcachedNode nodeOf(String name) {
    if (nodes.size() == 1) {
      return nodes.get(0);
    }
    Map.Entry<Integer, MemcachedNode> next = ring.ceilingEntry(md5(name).getInt());
    return (next == null ? ring.firstEntry() : next).getValue();
  }

  private static ByteBuffer md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
