package dev.plimsoll.examples.redeploy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes the application as a folder that a server can deploy. */
final class WebApplication {

  static final String PACKAGE = WebApplication.class.getPackageName() + ".app";

  /** No web application's classes are a module, and each library would bring one. */
  private static final String MODULE_INFO = "module-info.class";

  private WebApplication() {}

  /** Writes {@code WEB-INF} with its {@code web.xml}, classes and libraries. */
  static void write(Path folder, Variant variant) throws IOException, URISyntaxException {
    Path classes = Files.createDirectories(folder.resolve("WEB-INF/classes"));
    copyPackage(classes);
    for (Class<?> library : variant.libraries()) {
      copyLibrary(library, folder);
    }
    Files.writeString(folder.resolve("WEB-INF/web.xml"), descriptor(variant.listener()));
  }

  private static String descriptor(String listener) {
    return """
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
      <listener><listener-class>%s</listener-class></listener>
      <servlet>
        <servlet-name>shop</servlet-name><servlet-class>%s.Shop</servlet-class>
      </servlet>
      <servlet-mapping>
        <servlet-name>shop</servlet-name><url-pattern>/</url-pattern>
      </servlet-mapping>
    </web-app>
    """
        .formatted(listener, PACKAGE);
  }

  private static void copyPackage(Path classes) throws IOException, URISyntaxException {
    String inside = PACKAGE.replace('.', '/');
    copyTree(sourceOf(WebApplication.class).resolve(inside), classes.resolve(inside));
  }

  private static void copyLibrary(Class<?> type, Path folder)
      throws IOException, URISyntaxException {
    Path source = sourceOf(type);
    if (Files.isDirectory(source)) {
      copyTree(source, folder.resolve("WEB-INF/classes"));
    } else {
      Path jars = Files.createDirectories(folder.resolve("WEB-INF/lib"));
      Files.copy(source, jars.resolve(source.getFileName()));
    }
  }

  private static Path sourceOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void copyTree(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.filter(path -> !path.endsWith(MODULE_INFO)).toList();
    }
    for (Path path : all) {
      Path target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target);
      }
    }
  }
}
