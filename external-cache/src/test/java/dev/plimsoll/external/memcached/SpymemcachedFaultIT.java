package dev.plimsoll.external.memcached;

import dev.plimsoll.external.Codec;
import dev.plimsoll.external.ExternalCacheBuilder;
import dev.plimsoll.external.FaultContract;
import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.ServerProcess;

class SpymemcachedFaultIT extends FaultContract {

  @Override
  protected ServerProcess startServer() {
    return MemcachedServers.start();
  }

  @Override
  protected String adapter() {
    return "Memcached, spymemcached";
  }

  @Override
  protected void flush(ServerProcess target) {
    MemcachedServers.flush(target);
  }

  @Override
  protected ExternalCacheBuilder<String, ?> connect(String address) {
    return MemcachedCache.connect(address).codec(Codec.utf8()).spymemcached();
  }
}
