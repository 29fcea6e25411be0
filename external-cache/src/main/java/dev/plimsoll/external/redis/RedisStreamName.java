package dev.plimsoll.external.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A queue's names as bytes, and the slot of its stream. */
final class RedisStreamName {

  private final byte[] stream;
  private final byte[] group;
  private final byte[] consumer;
  private final int slot;

  RedisStreamName(String queue, String group, String consumer) {
    this.stream = bytes(queue);
    this.group = bytes(group);
    this.consumer = bytes(consumer);
    this.slot = JedisClusterCRC16.getSlot(stream);
  }

  byte[] stream() {
    return stream;
  }

  byte[] group() {
    return group;
  }

  byte[] consumer() {
    return consumer;
  }

  int slot() {
    return slot;
  }

  static byte[] text(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
