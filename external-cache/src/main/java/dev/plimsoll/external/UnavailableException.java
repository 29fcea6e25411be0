package dev.plimsoll.external;

/**
 * Why a cache could not be asked; the cause inside {@link Lookup.Unavailable}. Carries no stack
 * trace of its own: an outage makes many, and the place is always the same.
 */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The kinds of unavailability. */
  public enum Reason {
    /** Too many operations were under way, and none ended by the deadline. */
    IN_FLIGHT_LIMIT,
    /** One node has as many operations under way as it may have. */
    NODE_LIMIT,
    /** The node failed so often that it is left alone for a moment. */
    CIRCUIT_OPEN,
    /** No connection, or it broke. */
    CONNECTION,
    /** No answer by the deadline. */
    DEADLINE,
    /** The server answered with an error, for example that its memory is full. */
    REFUSED
  }

  private final Reason reason;

  /**
   * Creates one.
   *
   * @param reason the kind
   * @param message what happened, with the node's name
   */
  public UnavailableException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /**
   * Creates one.
   *
   * @param reason the kind
   * @param message what happened, with the node's name
   * @param cause what the client library threw
   */
  public UnavailableException(Reason reason, String message, Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
  }

  /** {@return the kind} */
  public Reason reason() {
    return reason;
  }
}
