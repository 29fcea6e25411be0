package dev.plimsoll.external.memcached;

import dev.plimsoll.servers.MemcachedServers;
import dev.plimsoll.servers.ServerProcess;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a ring of three servers; the transport is the subclass' own. */
abstract class RingContract extends MemcachedContract {

  private static List<ServerProcess> servers;

  @BeforeAll
  static void start() {
    servers = Stream.generate(() -> MemcachedServers.start()).limit(3).toList();
  }

  @AfterAll
  static void stop() {
    servers.forEach(ServerProcess::close);
  }

  @Override
  protected List<String> addresses() {
    return servers.stream().map(ServerProcess::address).toList();
  }
}
