package dev.plimsoll.queue;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Iterates over the elements of one moment. */
final class Moment<E> implements Iterator<E> {

  /** Removes the very element that stood at a position then, if it still waits. */
  @FunctionalInterface
  interface Remover {
    void remove(Object element, int position);
  }

  private final List<E> elements;
  private final Remover remover;
  private int next;
  private boolean removable;

  Moment(List<E> elements, Remover remover) {
    this.elements = elements;
    this.remover = remover;
  }

  @Override
  public boolean hasNext() {
    return next < elements.size();
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    removable = true;
    return elements.get(next++);
  }

  @Override
  public void remove() {
    if (!removable) {
      throw new IllegalStateException("next() has not been called since the last remove()");
    }
    removable = false;
    remover.remove(elements.get(next - 1), next - 1);
  }
}
