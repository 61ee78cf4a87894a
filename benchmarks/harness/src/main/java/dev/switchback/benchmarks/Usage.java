package dev.switchback.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process has used until now.
 *
 * @param nanos the time
 * @param cpuNanos of all threads, those of the JVM included
 * @param heapBytes what was allocated, if the JVM collects no garbage
 */
record Usage(long nanos, long cpuNanos, long heapBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");

  static Usage now() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Usage(System.nanoTime(), system.getProcessCpuTime(), heap);
  }

  /** The most memory that the process had, as Linux counts it; 0 elsewhere. */
  static long peakKilobytes() throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    List<String> lines = Files.readAllLines(STATUS);
    return lines.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
