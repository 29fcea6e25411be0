package dev.plimsoll.servers;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container. It shares the machine's network, so that it is found on loopback like a
 * process, and the build folder, where certificates and configurations are. Docker Desktop needs
 * "host networking" switched on for that.
 */
final class ContainerRun implements ServerRun {

  private final String image;
  private final String program;
  private final Path log;
  private @Nullable GenericContainer<?> container;

  ContainerRun(String image, String program, Path log) {
    this.image = image;
    this.program = program;
    this.log = log;
  }

  /**
   * {@return a server's program in a container}
   *
   * @throws IOException when Docker does not answer
   */
  static ServerProgram find(String image, String program) throws IOException {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IOException("Docker does not answer");
    }
    return new ServerProgram(
        program, "Testcontainers, image " + image, log -> new ContainerRun(image, program, log));
  }

  @Override
  public void start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    String folder = DebianPackages.buildFolder().toString();
    GenericContainer<?> next = new GenericContainer<>(DockerImageName.parse(image));
    next.withNetworkMode("host")
        .withCommand(command.toArray(String[]::new))
        .withCreateContainerCmdModifier(
            create -> {
              HostConfig host = create.getHostConfig();
              if (host != null) {
                host.withBinds(new Bind(folder, new Volume(folder)));
              }
            })
        .start();
    container = next;
  }

  @Override
  public boolean isAlive() {
    GenericContainer<?> running = container;
    return running != null && running.isRunning();
  }

  @Override
  public void freeze() {
    GenericContainer<?> running = running();
    running.getDockerClient().pauseContainerCmd(running.getContainerId()).exec();
  }

  @Override
  public void thaw() {
    GenericContainer<?> running = running();
    running.getDockerClient().unpauseContainerCmd(running.getContainerId()).exec();
  }

  private GenericContainer<?> running() {
    GenericContainer<?> running = container;
    if (running == null) {
      throw new IllegalStateException(image + " is not running");
    }
    return running;
  }

  @Override
  public void destroy() {
    GenericContainer<?> target = container;
    container = null;
    if (target == null) {
      return;
    }
    try {
      Files.writeString(
          log, target.getLogs(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException | RuntimeException e) {
      System.getLogger(ContainerRun.class.getName())
          .log(System.Logger.Level.WARNING, "the container's log is lost", e);
    }
    target.stop();
  }
}
