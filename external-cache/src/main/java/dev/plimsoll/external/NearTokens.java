package dev.plimsoll.external;

import dev.plimsoll.external.internal.Invalidations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reads and writes that race from leaving an old copy: whoever fetches a key holds a token
 * for it, a write of the key takes the token away, and a copy is kept only by who still holds it.
 * All steps for one key happen under that key's lock in the map of tokens.
 */
final class NearTokens<C> implements Invalidations.Listener {

  /** Held by all who fetch one key at the same time. */
  static final class Token {
    // Guarded by the token map's lock for the key.
    private int holders;
  }

  private final Map<String, C> copies;
  private final ConcurrentHashMap<String, Token> tokens = new ConcurrentHashMap<>();

  NearTokens(Map<String, C> copies) {
    this.copies = copies;
  }

  Token begin(String key) {
    return tokens.compute(
        key,
        (same, token) -> {
          Token mine = token == null ? new Token() : token;
          mine.holders++;
          return mine;
        });
  }

  /** Gives the token back, and keeps the copy if it was not taken away. */
  void end(String key, Token mine, @Nullable C copy) {
    tokens.computeIfPresent(
        key,
        (same, token) -> {
          if (token != mine) {
            return token;
          }
          if (copy == null) {
            copies.remove(key);
          } else {
            copies.put(key, copy);
          }
          return --mine.holders == 0 ? null : mine;
        });
  }

  @Override
  public void changed(String key) {
    tokens.compute(
        key,
        (same, token) -> {
          copies.remove(key);
          return null;
        });
  }

  @Override
  public void changedAll() {
    // Tokens first: a copy kept before its token went is removed by the second step.
    tokens.clear();
    copies.clear();
  }
}
