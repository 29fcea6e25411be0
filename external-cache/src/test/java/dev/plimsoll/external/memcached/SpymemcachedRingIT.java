package dev.plimsoll.external.memcached;

class SpymemcachedRingIT extends RingContract {

  @Override
  protected boolean isSpymemcached() {
    return true;
  }
}
