package dev.plimsoll.external.memcached;

import net.spy.memcached.CachedData;
import net.spy.memcached.transcoders.Transcoder;

/** Bytes as they are; spymemcached's own transcoder would deserialize what a server sends. */
final class RawTranscoder implements Transcoder<byte[]> {

  private static final int NO_FLAGS = 0;

  @Override
  public boolean asyncDecode(CachedData data) {
    return false;
  }

  @Override
  public CachedData encode(byte[] bytes) {
    return new CachedData(NO_FLAGS, bytes, getMaxSize());
  }

  @Override
  public byte[] decode(CachedData data) {
    return data.getData();
  }

  /** The cache has checked the size before; the server has the last word. */
  @Override
  public int getMaxSize() {
    return Integer.MAX_VALUE;
  }
}
