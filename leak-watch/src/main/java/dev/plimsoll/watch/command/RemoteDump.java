package dev.plimsoll.watch.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Has another JVM of this user write a dump, through the attach API and its local management agent.
 */
final class RemoteDump {

  private RemoteDump() {}

  // The address is what the attached JVM of this user told, no input.
  @SuppressWarnings("BanJNDI")
  static void write(String pid, Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "a heap dump is written to a new file only");
    }
    VirtualMachine machine = attach(pid);
    try (JMXConnector connector =
        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      HotSpotDiagnosticMXBean hotSpot =
          ManagementFactory.newPlatformMXBeanProxy(
              beans, "com.sun.management:type=HotSpotDiagnostic", HotSpotDiagnosticMXBean.class);
      hotSpot.dumpHeap(file.toAbsolutePath().toString(), true);
    } catch (IllegalArgumentException e) {
      throw new IOException("process " + pid + " cannot write the dump: " + e.getMessage(), e);
    } finally {
      machine.detach();
    }
  }

  private static VirtualMachine attach(String pid) throws IOException {
    try {
      return VirtualMachine.attach(pid);
    } catch (AttachNotSupportedException | IOException e) {
      throw new IOException(
          "cannot attach to process " + pid + ": is it a JVM of this user? " + e.getMessage(), e);
    }
  }
}
