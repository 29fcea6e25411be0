package dev.plimsoll.external.memcached;

import dev.plimsoll.servers.MemcachedServers;
import java.util.List;

class SpymemcachedSingleIT extends MemcachedContract {

  @Override
  protected List<String> addresses() {
    return List.of(MemcachedServers.address());
  }

  @Override
  protected boolean isSpymemcached() {
    return true;
  }
}
