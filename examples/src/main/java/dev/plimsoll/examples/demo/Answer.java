package dev.plimsoll.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * What a server answered.
 *
 * @param status the HTTP status, 0 if there was no answer
 * @param text the answer, or why there was none
 */
record Answer(int status, String text) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;

  static Answer of(URI uri) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    try {
      HttpRequest question = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      HttpResponse<String> response = client.send(question, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, e.toString());
    }
  }

  boolean ok() {
    return status == OK;
  }
}
