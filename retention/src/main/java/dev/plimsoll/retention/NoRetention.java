package dev.plimsoll.retention;

/** The silent listener. */
enum NoRetention implements RetentionListener {
  INSTANCE;

  @Override
  public void retained(Owner owner, long id, long bytes) {}

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {}
}
