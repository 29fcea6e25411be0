package dev.plimsoll.external.redis;

import dev.plimsoll.external.ExternalCache;

class NearCacheResp2IT extends NearCacheIT {

  @Override
  ExternalCache<String> remote(String address) {
    return builder(address).resp2().build();
  }
}
