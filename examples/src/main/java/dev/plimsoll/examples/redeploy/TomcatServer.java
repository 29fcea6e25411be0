package dev.plimsoll.examples.redeploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** A real Tomcat on a port of its own on loopback. For one thread. */
final class TomcatServer implements AutoCloseable {

  private final Tomcat tomcat = new Tomcat();
  private final StandardHost host;

  TomcatServer(Path base) throws IOException, LifecycleException {
    Files.createDirectories(base.resolve("webapps"));
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    host = (StandardHost) tomcat.getHost();
    tomcat.start();
  }

  StandardContext deploy(Path folder) {
    StandardContext context = new StandardContext();
    context.setPath("/shop");
    context.setDocBase(folder.toString());
    context.setParentClassLoader(TomcatServer.class.getClassLoader());
    StandardJarScanner nothingToScan = new StandardJarScanner();
    nothingToScan.setScanClassPath(false);
    context.setJarScanner(nothingToScan);
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(config);
    host.addChild(context);
    return context;
  }

  void undeploy(StandardContext context) throws LifecycleException {
    context.stop();
    host.removeChild(context);
    context.destroy();
  }

  String get(String query) throws IOException {
    URI uri =
        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/shop/?" + query);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** How many applications that were undeployed Tomcat itself still finds; it collects first. */
  int leaksFound() {
    return host.findReloadedContextMemoryLeaks().length;
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
