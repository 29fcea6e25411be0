package dev.plimsoll.alert;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** How a webhook is called. Defaults and meanings stand in {@link WebhookAlertSinkBuilder}. */
record WebhookOptions(
    URI uri,
    Map<String, String> headers,
    Duration groupWait,
    Duration interval,
    Duration timeout,
    Duration backoff,
    int attempts,
    int capacity) {

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  WebhookOptions {
    headers = Map.copyOf(headers);
    String scheme = uri.getScheme();
    if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("a webhook must be http or https: uri=" + uri);
    }
    requireWait("groupWait", groupWait);
    requireWait("interval", interval);
    requireWait("backoff", backoff);
    requireWait("timeout", timeout);
    if (timeout.isZero()) {
      throw new IllegalArgumentException("a timeout must be positive: timeout=" + timeout);
    }
    requirePositive("attempts", attempts);
    requirePositive("capacity", capacity);
  }

  private static void requireWait(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          name + " must be between 0 and " + LONGEST_WAIT + ": " + name + "=" + value);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + name + "=" + value);
    }
  }
}
