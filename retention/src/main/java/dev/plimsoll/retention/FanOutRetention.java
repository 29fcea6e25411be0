package dev.plimsoll.retention;

/** Several listeners as one; each of them must be guarded already. */
final class FanOutRetention implements RetentionListener {

  private final RetentionListener[] guarded;

  FanOutRetention(RetentionListener[] guarded) {
    this.guarded = guarded;
  }

  @Override
  public void retained(Owner owner, long id, long bytes) {
    for (RetentionListener listener : guarded) {
      listener.retained(owner, id, bytes);
    }
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    for (RetentionListener listener : guarded) {
      listener.released(owner, id, bytes, cause);
    }
  }

  @Override
  public void allocated(Owner owner, long bytes) {
    for (RetentionListener listener : guarded) {
      listener.allocated(owner, bytes);
    }
  }
}
