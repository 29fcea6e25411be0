package dev.plimsoll.external.memcached;

class MemcachedRingIT extends RingContract {

  @Override
  protected boolean isSpymemcached() {
    return false;
  }
}
