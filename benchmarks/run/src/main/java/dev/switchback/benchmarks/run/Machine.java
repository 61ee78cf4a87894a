package dev.switchback.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import dev.switchback.servers.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Where it was measured, in words; no name of a machine. */
final class Machine {

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static List<String> describe(TestServer server) throws IOException, SQLException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return List.of(
        "%d processors%s, %d GB of memory, %s %s"
            .formatted(
                system.getAvailableProcessors(),
                model(),
                Math.round(system.getTotalMemorySize() / 1e9),
                system.getName(),
                system.getArch()),
        "JDK %s (%s), options of the JVM: the usual ones"
            .formatted(System.getProperty("java.version"), System.getProperty("java.vm.vendor")),
        "PostgreSQL %s on the same machine, without fsync and with asynchronous commits"
            .formatted(version(server)));
  }

  private static String model() throws IOException {
    if (!Files.exists(CPUS)) {
      return "";
    }
    return Files.readAllLines(CPUS).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> " (" + line.substring(line.indexOf(':') + 1).trim() + ")")
        .orElse("");
  }

  private static String version(TestServer server) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(server.url(), server.user(), server.password())) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }
}
