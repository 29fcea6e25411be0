package dev.plimsoll.cache;

/** The silent listener. */
enum NoRemovals implements RemovalListener<Object, Object> {
  INSTANCE;

  @Override
  public void removed(Object key, Object value, RemovalCause cause) {}
}
