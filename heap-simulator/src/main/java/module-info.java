/** A generational heap in memory, held to what real heaps do. */
module dev.plimsoll.simulator {
  requires transitive dev.plimsoll.retention;
  requires static org.jspecify;

  exports dev.plimsoll.simulator;
  exports dev.plimsoll.simulator.js;
  exports dev.plimsoll.simulator.memwatch;
  exports dev.plimsoll.simulator.snapshot;
  exports dev.plimsoll.simulator.view;
  exports dev.plimsoll.simulator.whatif;
}
