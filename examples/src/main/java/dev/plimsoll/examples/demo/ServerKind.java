package dev.plimsoll.examples.demo;

import dev.plimsoll.retention.RetentionListener;
import java.util.Arrays;
import java.util.Locale;

/** The two servers, which differ in their containers alone. */
enum ServerKind {
  /** Holds what it is given. */
  LEAKY("ConcurrentHashMap, LinkedBlockingQueue") {
    @Override
    Containers open(RetentionListener heap) {
      return LeakyContainers.open();
    }

    @Override
    RetentionListener toldByHand(RetentionListener heap) {
      return heap;
    }
  },
  /** Holds a bounded part of it. */
  GUARDED("LimitableMap, GuardedQueue") {
    @Override
    Containers open(RetentionListener heap) {
      return GuardedContainers.open(heap);
    }

    @Override
    RetentionListener toldByHand(RetentionListener heap) {
      return RetentionListener.none();
    }
  };

  private final String containers;

  ServerKind(String containers) {
    this.containers = containers;
  }

  /** {@return its containers, empty; those that can tell the heap what they hold, do} */
  abstract Containers open(RetentionListener heap);

  /** {@return who is to be told by the server what the containers themselves do not tell} */
  abstract RetentionListener toldByHand(RetentionListener heap);

  String containers() {
    return containers;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ServerKind of(String word) throws UsageException {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("no server is called " + word + ": say leaky or guarded"));
  }
}
