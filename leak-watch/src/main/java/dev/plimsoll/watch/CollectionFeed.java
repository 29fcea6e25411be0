package dev.plimsoll.watch;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Hands on what the JVM's collectors notify, untouched: the thread that notifies serves the JVM.
 */
final class CollectionFeed implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(CollectionFeed.class.getName());

  private final List<NotificationEmitter> emitters;
  private final NotificationListener listener;

  private CollectionFeed(List<NotificationEmitter> emitters, NotificationListener listener) {
    this.emitters = emitters;
    this.listener = listener;
  }

  /** Begins to hand on collections; the consumer must not block. */
  static CollectionFeed open(Consumer<CompositeData> consumer) {
    List<NotificationEmitter> emitters =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(NotificationEmitter.class::isInstance)
            .map(NotificationEmitter.class::cast)
            .filter(CollectionFeed::tellsOfCollections)
            .toList();
    if (emitters.isEmpty()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "no collector of this JVM notifies ({0}): the heap's level is read from its pools only",
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .map(GarbageCollectorMXBean::getName)
              .toList());
    }
    NotificationListener listener = (notification, handback) -> handOn(notification, consumer);
    emitters.forEach(emitter -> emitter.addNotificationListener(listener, null, null));
    return new CollectionFeed(emitters, listener);
  }

  /** Without module jdk.management the beans are there, and silent. */
  private static boolean tellsOfCollections(NotificationEmitter emitter) {
    return Arrays.stream(emitter.getNotificationInfo())
        .flatMap(told -> Arrays.stream(told.getNotifTypes()))
        .anyMatch(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION::equals);
  }

  private static void handOn(Notification notification, Consumer<CompositeData> consumer) {
    if (notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
        && notification.getUserData() instanceof CompositeData data) {
      consumer.accept(data);
    }
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "the listener was gone already", e);
      }
    }
  }
}
