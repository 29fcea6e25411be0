package dev.plimsoll.alert;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request, and what its answer means. */
final class Webhook {

  /** What to do with the alerts of a request. */
  enum Kind {
    /** Done. */
    DELIVERED,
    /** The same request would be refused again. */
    REFUSED,
    /** Worth another try. */
    FAILED
  }

  record Outcome(Kind kind, @Nullable Exception failure) {
    static final Outcome DELIVERED = new Outcome(Kind.DELIVERED, null);
  }

  private static final int TOO_MANY_REQUESTS = 429;

  private final WebhookOptions options;
  private final HttpClient client;

  Webhook(WebhookOptions options) {
    this.options = options;
    this.client = HttpClient.newBuilder().connectTimeout(options.timeout()).build();
  }

  Duration timeout() {
    return options.timeout();
  }

  Outcome post(List<Alert> alerts) throws InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request(alerts), HttpResponse.BodyHandlers.discarding());
    try {
      // The request's own timeout ends with the headers; this one covers a body that drips.
      return outcome(answer.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS).statusCode());
    } catch (ExecutionException e) {
      return new Outcome(Kind.FAILED, e);
    } catch (TimeoutException e) {
      return new Outcome(Kind.FAILED, new IOException("no answer within " + options.timeout(), e));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(List<Alert> alerts) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(options.uri())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(AlertmanagerJson.of(alerts)));
    options.headers().forEach(request::setHeader);
    return request.build();
  }

  private static Outcome outcome(int status) {
    if (status / 100 == 2) {
      return Outcome.DELIVERED;
    }
    boolean temporary = status / 100 == 5 || status == TOO_MANY_REQUESTS;
    IOException failure = new IOException("answered with status " + status);
    return new Outcome(temporary ? Kind.FAILED : Kind.REFUSED, failure);
  }
}
