package dev.plimsoll.watch;

import dev.plimsoll.retention.Subscription;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles a signal of the operating system. Java has no API for it but {@code sun.misc.Signal},
 * which javac lets nobody name without a warning; so it is named at run time, here alone.
 */
final class JvmSignal {

  private final Class<?> type;
  private final Class<?> handlerType;
  private final MethodHandle make;
  private final MethodHandle handle;

  private JvmSignal() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    this.type = Class.forName("sun.misc.Signal");
    this.handlerType = Class.forName("sun.misc.SignalHandler");
    this.make = lookup.findConstructor(type, MethodType.methodType(void.class, String.class));
    this.handle =
        lookup.findStatic(type, "handle", MethodType.methodType(handlerType, type, handlerType));
  }

  /**
   * Runs an action, on a thread of the JVM, at each signal.
   *
   * @param name without SIG
   * @return gives the signal back to who had it before
   * @throws IllegalArgumentException if there is no such signal, or the JVM needs it itself
   * @throws UnsupportedOperationException if this JVM lets nobody handle signals
   */
  static Subscription onSignal(String name, Runnable action) {
    try {
      return new JvmSignal().install(name, action);
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException(
          "this JVM lets nobody handle signals: it has no sun.misc.Signal (module jdk.unsupported)",
          e);
    }
  }

  private Subscription install(String name, Runnable action) throws ReflectiveOperationException {
    MethodHandle run =
        MethodHandles.lookup()
            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
            .bindTo(action);
    Object handler =
        MethodHandleProxies.asInterfaceInstance(
            handlerType, MethodHandles.dropArguments(run, 0, type));
    Object signal = call(make, "this system has no signal SIG" + name + "; USR2 is one", name);
    String taken = "the JVM needs SIG" + name + " itself; take another, such as USR2";
    Object before = call(handle, taken, signal, handler);
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        call(handle, taken, signal, before);
      }
    };
  }

  private static Object call(MethodHandle method, String refusal, Object... arguments) {
    try {
      return method.invokeWithArguments(arguments);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(refusal, e);
    } catch (Throwable e) {
      throw new IllegalStateException("a signal cannot be handled", e);
    }
  }
}
