package dev.plimsoll.retention;

/** Fails at every call. */
final class ThrowingListener implements RetentionListener {

  @Override
  public void retained(Owner owner, long id, long bytes) {
    throw new IllegalStateException("retained");
  }

  @Override
  public void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    throw new AssertionError("released");
  }

  @Override
  public void allocated(Owner owner, long bytes) {
    throw new NoClassDefFoundError("allocated");
  }
}
