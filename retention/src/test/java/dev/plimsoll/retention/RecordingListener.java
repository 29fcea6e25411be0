package dev.plimsoll.retention;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears, in order. */
final class RecordingListener implements RetentionListener {

  final List<String> heard = new ArrayList<>();

  @Override
  public synchronized void retained(Owner owner, long id, long bytes) {
    heard.add("retained " + owner + " " + id + " " + bytes);
  }

  @Override
  public synchronized void released(Owner owner, long id, long bytes, ReleaseCause cause) {
    heard.add("released " + owner + " " + id + " " + bytes + " " + cause);
  }

  @Override
  public synchronized void allocated(Owner owner, long bytes) {
    heard.add("allocated " + owner + " " + bytes);
  }
}
