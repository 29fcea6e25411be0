package dev.plimsoll.examples.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JVM started by this one. It is ended in every case: by {@link #close}, by a shutdown hook when
 * this JVM is interrupted, and by its {@link ParentWatch} when this JVM is killed. Safe for use by
 * many threads.
 */
public final class ChildJvm implements AutoCloseable {

  /** What a JVM under {@code -XX:+ExitOnOutOfMemoryError} exits with. */
  public static final int EXIT_OUT_OF_MEMORY = 3;

  private static final int ERROR_LINES_KEPT = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Process process;
  private final Thread hook;
  private final List<Thread> readers = new ArrayList<>();
  private final Deque<String> errors = new ArrayDeque<>();

  private ChildJvm(Process process, Consumer<String> onLine) {
    this.process = process;
    this.hook = new Thread(process::destroyForcibly, "end-child-jvm");
    Runtime.getRuntime().addShutdownHook(hook);
    readers.add(read("child-output", process.getInputStream(), onLine));
    readers.add(read("child-errors", process.getErrorStream(), this::keepError));
  }

  /**
   * {@return a command that runs the main class with the classes of this JVM}
   *
   * @param main the class whose {@code main} the child runs
   */
  public static Command running(Class<?> main) {
    return new Command(main);
  }

  /** {@return whether it runs} */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** {@return its process id} */
  public long pid() {
    return process.pid();
  }

  /** {@return what it exited with, or empty while it runs} */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Waits until it has ended and all that it wrote was read.
   *
   * @param most how long to wait
   * @return what it exited with, or empty if it still runs
   * @throws InterruptedException if this thread was interrupted
   */
  public OptionalInt awaitExit(Duration most) throws InterruptedException {
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      return OptionalInt.empty();
    }
    for (Thread reader : readers) {
      reader.join(PATIENCE.toMillis());
    }
    return OptionalInt.of(process.exitValue());
  }

  /** {@return the last lines that it wrote to its standard error} */
  public List<String> errors() {
    synchronized (errors) {
      return List.copyOf(errors);
    }
  }

  /** Ends it, by force if it does not listen; returns when it has ended. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    forgetHook();
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is shutting down, and the hook does what close did.
    }
  }

  private void keepError(String line) {
    synchronized (errors) {
      if (errors.size() == ERROR_LINES_KEPT) {
        errors.removeFirst();
      }
      errors.addLast(line);
    }
  }

  private static Thread read(String name, InputStream in, Consumer<String> onLine) {
    Thread thread = new Thread(() -> forEachLine(in, onLine), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void forEachLine(InputStream in, Consumer<String> onLine) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().forEach(onLine);
    } catch (IOException | UncheckedIOException e) {
      // The stream of a process that was destroyed is closed under the reader: there is no more.
    }
  }

  /** How to start a child; not safe for use by many threads. */
  public static final class Command {

    private final Class<?> main;
    private final List<Class<?>> classes = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private @Nullable Path java;

    private Command(Class<?> main) {
      this.main = main;
      classes.addAll(List.of(main, ChildJvm.class));
    }

    /**
     * Names the JVM to run; the one that runs this unless told.
     *
     * @param executable its {@code java}
     * @return this command
     */
    public Command java(Path executable) {
      java = executable;
      return this;
    }

    /**
     * Adds options of the JVM.
     *
     * @param options for example {@code -Xmx64m}
     * @return this command
     */
    public Command flags(List<String> options) {
      flags.addAll(options);
      return this;
    }

    /**
     * Adds the folders or jars that hold these classes to the class path.
     *
     * @param types one class of each artifact that the child needs
     * @return this command
     */
    public Command with(Class<?>... types) {
      classes.addAll(List.of(types));
      return this;
    }

    /**
     * Adds arguments of the main class.
     *
     * @param values the arguments
     * @return this command
     */
    public Command arguments(String... values) {
      arguments.addAll(List.of(values));
      return this;
    }

    /**
     * Starts the child.
     *
     * @param onLine hears each line that the child writes, on a thread of the child's own
     * @return the child
     * @throws IOException if the JVM cannot be started
     */
    public ChildJvm start(Consumer<String> onLine) throws IOException {
      List<String> line = new ArrayList<>();
      line.add(java == null ? thisJava() : java.toString());
      line.addAll(flags);
      line.addAll(List.of("-cp", ClassPath.of(classes), main.getName()));
      line.addAll(arguments);
      return new ChildJvm(new ProcessBuilder(line).start(), onLine);
    }

    private static String thisJava() {
      return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
  }
}
