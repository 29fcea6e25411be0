package dev.plimsoll.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * Where a server's program may be. Each method throws with the reason when it is not there; tests
 * replace them.
 */
interface Places {

  /** {@return the program on the path} */
  ServerProgram path(String name) throws IOException;

  /** {@return the program from Debian packages, unpacked below the build folder without rights} */
  ServerProgram debian(String name, String... packages) throws IOException;

  /** {@return the Redis 6.2 that the embedded-redis jar carries for Linux, macOS and Windows} */
  ServerProgram jar() throws IOException;

  /** {@return the program in a container} */
  ServerProgram container(String image, String name) throws IOException;

  /** {@return the places of this machine} */
  static Places real() {
    return new Real();
  }

  /** This machine's. */
  final class Real implements Places {

    @Override
    public ServerProgram path(String name) throws IOException {
      String path = System.getenv().getOrDefault("PATH", "");
      for (String folder : path.split(File.pathSeparator, -1)) {
        Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
        if (Files.isExecutable(candidate)) {
          return process(name, "PATH", candidate, List.of());
        }
      }
      throw new IOException("no executable " + name + " in " + path);
    }

    @Override
    public ServerProgram debian(String name, String... packages) throws IOException {
      Path root = DebianPackages.unpack(name, packages);
      Path program = root.resolve("usr/bin").resolve(name);
      if (!Files.isExecutable(program)) {
        throw new IOException(
            "the packages " + String.join(", ", packages) + " hold no " + program);
      }
      return process(name, "Debian packages in " + root, program, libraryFolders(root));
    }

    private static List<Path> libraryFolders(Path root) throws IOException {
      try (Stream<Path> files = Files.walk(root)) {
        return files
            .filter(file -> file.getFileName().toString().contains(".so"))
            .map(file -> file.toAbsolutePath().getParent())
            .distinct()
            .toList();
      }
    }

    @Override
    public ServerProgram jar() throws IOException {
      Path program = ExecutableProvider.newJarResourceProvider().get().toPath();
      return process("redis-server", "embedded-redis jar", program, List.of());
    }

    @Override
    public ServerProgram container(String image, String name) throws IOException {
      return ContainerRun.find(image, name);
    }

    private static ServerProgram process(
        String name, String origin, Path executable, List<Path> libraries) {
      return new ServerProgram(name, origin, log -> new ProcessRun(executable, libraries, log));
    }
  }
}
