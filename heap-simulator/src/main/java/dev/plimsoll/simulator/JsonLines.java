package dev.plimsoll.simulator;

import dev.plimsoll.simulator.CollectionStats.MarkingProgress;
import dev.plimsoll.simulator.CollectionStats.SpaceChange;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every event as one JSON object on one line. */
final class JsonLines implements TraceFormat.Printer {

  @Override
  public String print(HeapEvent event) {
    if (event instanceof HeapEvent.Collection collection) {
      return collection(collection);
    }
    JsonObject json = begin(event);
    if (event instanceof HeapEvent.Promotion promotion) {
      json.add("owner", promotion.owner().name())
          .add("objects", promotion.objects())
          .add("bytes", promotion.bytes())
          .add("cause", lower(promotion.cause()));
    } else if (event instanceof HeapEvent.MarkingStep step) {
      json.add("step", step.step())
          .add("marked", step.markedBytes())
          .add("pause", step.pauseMillis());
    } else if (event instanceof HeapEvent.Sweep sweep) {
      json.add("pages", sweep.pages())
          .add("freed", sweep.freedBytes())
          .add("pause", sweep.pauseMillis());
    } else if (event instanceof HeapEvent.SemiSpaceGrown grown) {
      json.add("from", grown.fromBytes()).add("to", grown.toBytes());
    } else if (event instanceof HeapEvent.OutOfMemory end) {
      json.add("requested", end.requestedBytes())
          .add("limit", end.limitBytes())
          .add("message", end.message());
    }
    return json.end();
  }

  private static String collection(HeapEvent.Collection event) {
    CollectionStats stats = event.stats();
    JsonObject json =
        begin(event)
            .add("number", stats.number())
            .add("reason", lower(stats.reason()))
            .add("pause", stats.pauseMillis())
            .add("allocated", stats.allocatedBytes())
            .add("promoted", stats.promotedBytes())
            .add("copied", stats.copiedBytes())
            .add("usedBefore", stats.before().usedBytes())
            .add("committedBefore", stats.before().committedBytes())
            .add("usedAfter", stats.after().usedBytes())
            .add("committedAfter", stats.after().committedBytes())
            .addRaw("marking", marking(stats.marking()))
            .add("averageMu", stats.mutator().average())
            .add("currentMu", stats.mutator().current());
    if (event instanceof HeapEvent.Scavenge scavenge) {
      json.add("tenuringThreshold", scavenge.tenuringThreshold());
    } else if (event instanceof HeapEvent.MarkCompact compact) {
      json.add("moved", compact.movedBytes());
    }
    return json.addRaw("spaces", spaces(stats)).end();
  }

  private static String marking(MarkingProgress marking) {
    return new JsonObject()
        .add("steps", marking.steps())
        .add("millis", marking.millis())
        .add("biggest", marking.biggestStepMillis())
        .add("elapsed", marking.elapsedMillis())
        .end();
  }

  private static String spaces(CollectionStats stats) {
    return stats.spaces().stream().map(JsonLines::space).collect(Collectors.joining(",", "[", "]"));
  }

  private static String space(SpaceChange space) {
    return new JsonObject()
        .add("name", space.name())
        .add("usedBefore", space.usedBefore())
        .add("capacityBefore", space.capacityBefore())
        .add("usedAfter", space.usedAfter())
        .add("capacityAfter", space.capacityAfter())
        .end();
  }

  private static JsonObject begin(HeapEvent event) {
    String name = event.getClass().getSimpleName();
    return new JsonObject().add("event", name).add("millis", event.millis());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
