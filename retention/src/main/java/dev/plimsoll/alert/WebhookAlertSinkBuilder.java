package dev.plimsoll.alert;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Builds a {@link WebhookAlertSink}; every option has a default. For one thread. */
public final class WebhookAlertSinkBuilder {

  private final URI uri;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Duration groupWait = Duration.ofSeconds(1);
  private Duration interval = Duration.ofSeconds(5);
  private Duration timeout = Duration.ofSeconds(5);
  private Duration backoff = Duration.ofSeconds(1);
  private int attempts = 5;
  private int capacity = 1_000;

  WebhookAlertSinkBuilder(URI uri) {
    this.uri = Objects.requireNonNull(uri, "uri");
  }

  /**
   * Adds a header to each request, for example {@code Authorization}.
   *
   * @param name the header's name
   * @param value its value
   * @return this builder
   */
  public WebhookAlertSinkBuilder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /**
   * How long the first alert waits for others to go with it in one request; 1 second unless told.
   *
   * @param wait at most a day
   * @return this builder
   */
  public WebhookAlertSinkBuilder groupWait(Duration wait) {
    groupWait = wait;
    return this;
  }

  /**
   * The least time from the end of one request to the next; 5 seconds unless told.
   *
   * @param least at most a day
   * @return this builder
   */
  public WebhookAlertSinkBuilder interval(Duration least) {
    interval = least;
    return this;
  }

  /**
   * How long a request may take, its answer included; 5 seconds unless told.
   *
   * @param longest positive, at most a day
   * @return this builder
   */
  public WebhookAlertSinkBuilder timeout(Duration longest) {
    timeout = longest;
    return this;
  }

  /**
   * The wait after a first failed request; 1 second unless told. It doubles with each further
   * failure in a row, up to 64 times as long.
   *
   * @param first at most a day
   * @return this builder
   */
  public WebhookAlertSinkBuilder backoff(Duration first) {
    backoff = first;
    return this;
  }

  /**
   * How many requests an alert takes part in before it is given up; 5 unless told.
   *
   * @param most positive
   * @return this builder
   */
  public WebhookAlertSinkBuilder attempts(int most) {
    attempts = most;
    return this;
  }

  /**
   * How many alerts may wait; 1,000 unless told. Further ones are not delivered, and counted.
   *
   * @param most positive
   * @return this builder
   */
  public WebhookAlertSinkBuilder capacity(int most) {
    capacity = most;
    return this;
  }

  /**
   * Starts the sink and its one daemon thread.
   *
   * @return the sink, to be closed
   * @throws IllegalArgumentException if an option is out of its range, naming the option and its
   *     value
   */
  public WebhookAlertSink start() {
    WebhookOptions options =
        new WebhookOptions(uri, headers, groupWait, interval, timeout, backoff, attempts, capacity);
    WebhookAlertSink sink = new WebhookAlertSink(options);
    sink.start();
    return sink;
  }
}
