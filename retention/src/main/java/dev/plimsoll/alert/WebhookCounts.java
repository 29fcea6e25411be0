package dev.plimsoll.alert;

/**
 * What became of the alerts sent to a webhook; always {@code sent == delivered + undelivered +
 * superseded + waiting}.
 *
 * @param sent all alerts
 * @param delivered those that the receiver accepted
 * @param undelivered those given up: refused, out of attempts, over the capacity, or too late
 * @param superseded those that a newer state of the same alert replaced before they were posted
 * @param waiting those still to be posted
 */
public record WebhookCounts(
    long sent, long delivered, long undelivered, long superseded, long waiting) {}
