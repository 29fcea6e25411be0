package dev.plimsoll.cache;

import dev.plimsoll.retention.Footprint;

/** Ready {@link Footprint}s, by HotSpot's layout rules as JOL reports them. */
public final class Footprints {

  private Footprints() {}
}
