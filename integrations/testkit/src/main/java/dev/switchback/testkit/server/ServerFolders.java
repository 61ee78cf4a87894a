package dev.switchback.testkit.server;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Folders of servers, below {@code target/test-servers} of the whole build: the servers' programs,
 * shared by all modules and kept until {@code mvn clean}, and what each running server writes.
 */
final class ServerFolders {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private ServerFolders() {}

  /** Fills a new folder. */
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * The shared folder of that name. Whoever comes first fills it, while others wait, in this JVM or
   * another; it appears only when it is complete.
   */
  static Path shared(String name, Filling filling) throws IOException {
    Path root = root();
    Path folder = root.resolve(name);
    try (FileChannel file = FileChannel.open(root.resolve(name + ".lock"), CREATE, WRITE);
        FileLock lock = file.lock()) {
      if (!Files.isDirectory(folder)) {
        Path partial = root.resolve(name + ".partial");
        new Command(root, List.of("rm", "-rf", partial.toString())).run();
        filling.fill(Files.createDirectory(partial));
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return folder;
  }

  /**
   * A new folder for what one running server writes. In it, the folder {@code data} is a copy of
   * that data, which is made in a tenth of the time that a server takes to create system tables.
   */
  static Path running(String name, Path pristineData) throws IOException {
    Path folder = Files.createTempDirectory(root(), name + "-running-");
    new Command(folder, List.of("cp", "-R", pristineData.toString(), "data")).run();
    closed(folder.resolve("data"));
    return folder;
  }

  /** Nobody else may enter: the servers let anybody in, and their programs are run as they are. */
  static Path root() throws IOException {
    Path target = Files.createDirectories(buildFolder().resolve("target"));
    return closed(Files.createDirectories(target.resolve("test-servers")));
  }

  /**
   * Lets the owner alone into it, whatever the umask or the folder above it say: PostgreSQL refuses
   * to start on data that others can read.
   */
  private static Path closed(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, OWNER_ONLY);
  }

  /** Maven runs tests in the folder of their module, and marks the top of a build with .mvn. */
  private static Path buildFolder() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    return here;
  }
}
