package dev.plimsoll.external;

/**
 * How one server is doing, as seen from here.
 *
 * @param node host and port
 * @param state whether it is being called
 * @param inFlight operations under way on it
 */
public record NodeHealth(String node, State state, int inFlight) {

  /** The circuit breaker's state for the node. */
  public enum State {
    /** It answers. */
    UP,
    /** It failed often; calls are refused for a moment. */
    DOWN,
    /** It failed often; a few calls try whether it is back. */
    PROBING
  }
}
