package dev.plimsoll.watch.rule;

import java.util.Random;

/**
 * The generated series: how owners behave that do not leak, and how those do that do. Every run
 * draws its own numbers. The heap holds {@value Sizes#HEAP}; others hold a fifth of it.
 */
enum Workload {
  FLAT(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      long size = amount(random, 0.05, 0.6);
      long births = size / (2 + random.nextInt(50));
      return (tick, owner) -> {
        owner.add(tick, tick == 0 ? size : noisy(random, births));
        owner.removeOldest(owner.held() - size);
      };
    }
  },
  WARM_UP(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      long size = amount(random, 0.05, 0.6);
      double share = 5.0 / (ticks * between(random, 0.1, 1));
      return (tick, owner) ->
          owner.add(tick, noisy(random, (long) (share * (size - owner.held()))));
    }
  },
  FILLING_TO_BOUND(Kind.BOUNDED) {
    @Override
    Ticker start(Random random, int ticks) {
      long births = (long) (Sizes.HEAP * 0.7 / (ticks * between(random, 0.1, 0.9)));
      return (tick, owner) -> {
        owner.add(tick, noisy(random, births));
        owner.removeOldest(owner.held() - Sizes.HEAP * 7 / 10);
      };
    }
  },
  TIME_TO_LIVE(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      return expiring(random, amount(random, 0.05, 0.5), 5 + random.nextInt(200));
    }
  },
  DIURNAL(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      int life = 5 + random.nextInt(60);
      long births = amount(random, 0.05, 0.25) / life;
      double period = ticks / between(random, 1.5, 10);
      double phase = random.nextDouble() * 2 * Math.PI;
      return (tick, owner) -> {
        owner.add(
            tick,
            noisy(random, (long) (births * (1 + Math.sin(phase + 2 * Math.PI * tick / period)))));
        owner.remove(tick - life, Long.MAX_VALUE);
      };
    }
  },
  BACKLOG(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      long served = amount(random, 0.002, 0.02);
      long highest = amount(random, 0.2, 0.55);
      boolean[] busy = {false};
      return (tick, owner) -> {
        busy[0] = random.nextInt(60) == 0 ? !busy[0] : busy[0] && owner.held() < highest;
        owner.add(tick, noisy(random, (long) (served * (busy[0] ? 1.6 : 0.5))));
        owner.removeOldest(served);
      };
    }
  },
  BATCH(Kind.BATCH) {
    @Override
    Ticker start(Random random, int ticks) {
      return batches(random, ticks, amount(random, 0.2, 0.75));
    }
  },
  STEPS(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      int steps = 2 + random.nextInt(5);
      long step = amount(random, 0.1, 0.55) / steps;
      int life = 5 + random.nextInt(15);
      long births = amount(random, 0.01, 0.05) / life;
      int[] left = {steps};
      long[] stays = new long[ticks];
      return (tick, owner) -> {
        boolean stepsUp = left[0] > 0 && random.nextInt(Math.max(1, ticks / (steps + 1))) == 0;
        left[0] -= stepsUp ? 1 : 0;
        stays[tick] = stepsUp ? step : 0;
        owner.add(tick, noisy(random, births) + stays[tick]);
        if (tick >= life) {
          owner.remove(tick - life, owner.live(tick - life) - stays[tick - life]);
        }
      };
    }
  },
  REBUILD(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      long size = amount(random, 0.05, 0.33);
      int period = 40 + random.nextInt(Math.max(1, ticks / 3));
      int duration = 2 + random.nextInt(period / 2);
      int[] began = {0};
      return (tick, owner) -> {
        int phase = tick % period;
        if (phase == 0) {
          began[0] = tick;
        }
        if (phase < duration) {
          owner.add(tick, size / duration);
        }
        if (phase == duration) {
          owner.removeBornBefore(began[0]);
        }
      };
    }
  },
  UNDECLARED_BATCH(Kind.HARMLESS) {
    @Override
    Ticker start(Random random, int ticks) {
      return batches(random, ticks, amount(random, 0.6, 0.75));
    }
  },
  LEAK_FULL(Kind.LEAK) {
    @Override
    Ticker start(Random random, int ticks) {
      return (tick, owner) -> owner.add(tick, noisy(random, Sizes.ROOM / ticks));
    }
  },
  LEAK_TENTH_FORGOTTEN(Kind.LEAK) {
    @Override
    Ticker start(Random random, int ticks) {
      int life = 5 + random.nextInt(Math.min(20, ticks / 20));
      long births = 10 * Sizes.ROOM / (ticks + 10L * life);
      return (tick, owner) -> {
        owner.add(tick, noisy(random, births));
        owner.remove(tick - life, owner.live(tick - life) * 9 / 10);
      };
    }
  },
  LEAK_BURSTY(Kind.LEAK) {
    @Override
    Ticker start(Random random, int ticks) {
      int each = 3 + random.nextInt(Math.max(1, Math.min(12, ticks / 80)));
      return (tick, owner) ->
          owner.add(tick, random.nextInt(each) == 0 ? noisy(random, each * Sizes.ROOM / ticks) : 0);
    }
  },
  LEAK_ACCELERATING(Kind.LEAK) {
    @Override
    Ticker start(Random random, int ticks) {
      return (tick, owner) ->
          owner.add(
              tick, noisy(random, (long) (2.0 * Sizes.ROOM * tick / ((double) ticks * ticks))));
    }
  },
  LEAK_OVER_TTL(Kind.LEAK) {
    @Override
    Ticker start(Random random, int ticks) {
      // Expiry is broken for most: a third goes in time, the others stay.
      int life = 10 + random.nextInt(Math.min(50, ticks / 5));
      long births = Sizes.ROOM * 3 / (2L * ticks + life);
      return (tick, owner) -> {
        owner.add(tick, noisy(random, births));
        owner.remove(tick - life, owner.live(tick - life) / 3);
      };
    }
  },
  LEAK_AFTER_PLATEAU(Kind.LATE_LEAK) {
    @Override
    Ticker start(Random random, int ticks) {
      long size = amount(random, 0.05, 0.4);
      long turnedOver = size / (2 + random.nextInt(50));
      int begin = (int) (ticks * between(random, 0.2, 0.5));
      long leaked = (Sizes.ROOM - size) / (ticks - begin);
      return (tick, owner) -> {
        owner.add(tick, noisy(random, tick == 0 ? size : turnedOver));
        owner.removeOldest(owner.held() - owner.leaked() - size);
        if (tick >= begin) {
          owner.leak(tick, noisy(random, leaked));
        }
      };
    }
  },
  LEAK_BOUND_IGNORED(Kind.BOUND_IGNORED) {
    @Override
    Ticker start(Random random, int ticks) {
      return (tick, owner) -> owner.add(tick, noisy(random, Sizes.ROOM / ticks));
    }
  };

  /** Apart, since an enum's constants are made before its fields. */
  static final class Sizes {
    static final long HEAP = 100_000_000;
    static final long OTHERS = HEAP / 5;
    static final long ROOM = HEAP - OTHERS;

    private Sizes() {}
  }

  /** What a workload promises, and whether it keeps to it. */
  private enum Kind {
    HARMLESS,
    BOUNDED,
    BATCH,
    LEAK,
    LATE_LEAK,
    BOUND_IGNORED
  }

  private final Kind kind;

  Workload(Kind kind) {
    this.kind = kind;
  }

  /** What happens to the owner at a tick. */
  @FunctionalInterface
  interface Ticker {
    void tick(int tick, SimulatedOwner owner);
  }

  abstract Ticker start(Random random, int ticks);

  boolean leaks() {
    return kind == Kind.LEAK || kind == Kind.LATE_LEAK || kind == Kind.BOUND_IGNORED;
  }

  /** Whether it begins to leak when most of its room may be taken already. */
  boolean leaksLate() {
    return kind == Kind.LATE_LEAK;
  }

  Promise promise() {
    return switch (kind) {
      case BOUNDED -> Promise.atMost(Sizes.HEAP * 7 / 10);
      case BOUND_IGNORED -> Promise.atMost(Sizes.HEAP / 5);
      case BATCH -> Promise.batch();
      case HARMLESS, LEAK, LATE_LEAK -> Promise.none();
    };
  }

  /** How long a run is, in samples: from quick to slow, evenly on a logarithmic scale. */
  static int length(Random random) {
    return (int) Math.exp(between(random, Math.log(100), Math.log(3_000)));
  }

  private static Ticker expiring(Random random, long size, int life) {
    long births = Math.max(1, size / life);
    return (tick, owner) -> {
      owner.add(tick, noisy(random, births));
      owner.remove(tick - life, Long.MAX_VALUE);
    };
  }

  private static Ticker batches(Random random, int ticks, long size) {
    int duration = (int) (ticks * between(random, 0.1, 0.9));
    return (tick, owner) -> {
      owner.add(tick, noisy(random, size / duration));
      if (owner.held() >= size) {
        owner.removeBornBefore(tick + 1);
      }
    };
  }

  static long noisy(Random random, long amount) {
    return Math.max(0, Math.round(amount * (1 + 0.3 * random.nextGaussian())));
  }

  private static long amount(Random random, double least, double most) {
    return (long) (Sizes.HEAP * between(random, least, most));
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
