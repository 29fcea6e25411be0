package dev.plimsoll.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server as a process of this machine. */
final class ProcessRun implements ServerRun {

  private static final long PATIENCE_SECONDS = 10;

  private final Path executable;
  private final List<Path> libraries;
  private final Path log;
  private @Nullable Process process;

  ProcessRun(Path executable, List<Path> libraries, Path log) {
    this.executable = executable;
    this.libraries = libraries;
    this.log = log;
  }

  @Override
  public void start(List<String> arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.command().add(executable.toString());
    builder.command().addAll(arguments);
    if (!libraries.isEmpty()) {
      String folders = libraries.stream().map(Path::toString).collect(Collectors.joining(":"));
      builder.environment().put("LD_LIBRARY_PATH", folders);
    }
    process = builder.start();
  }

  @Override
  public boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  @Override
  public void freeze() {
    signal("STOP");
  }

  @Override
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    Process target = process;
    if (target == null) {
      throw new IllegalStateException(executable + " is not running");
    }
    try {
      int exit = new ProcessBuilder("kill", "-" + name, "" + target.pid()).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "kill -" + name + " " + target.pid() + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void destroy() {
    Process target = process;
    process = null;
    if (target == null) {
      return;
    }
    target.destroyForcibly();
    try {
      target.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
