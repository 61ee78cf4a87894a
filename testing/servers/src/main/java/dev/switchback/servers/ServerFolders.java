package dev.switchback.servers;

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
 * The folders of servers, in {@code target/test-servers} of the whole build. The programs of the
 * servers are shared by all modules and kept until {@code mvn clean}. Each running server also has
 * a folder.
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
   * Returns the shared folder of that name. The first caller fills it; other callers wait, in this
   * JVM or another. The folder appears only when it is complete.
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
   * Creates a folder for one running server. Its subfolder {@code data} is a copy of the initial
   * data. Copying takes a tenth of the time in which a server creates system tables.
   */
  static Path running(String name, Path pristineData) throws IOException {
    Path folder = Files.createTempDirectory(root(), name + "-running-");
    new Command(folder, List.of("cp", "-R", pristineData.toString(), "data")).run();
    closed(folder.resolve("data"));
    return folder;
  }

  /**
   * Returns the root folder, which only the owner can enter: the servers accept every client, and
   * their programs are executed unchecked.
   */
  static Path root() throws IOException {
    Path target = Files.createDirectories(buildFolder().resolve("target"));
    return closed(Files.createDirectories(target.resolve("test-servers")));
  }

  /**
   * Restricts a folder to its owner, whatever the umask or its parent is. PostgreSQL refuses to
   * start on data that other users can read.
   */
  private static Path closed(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, OWNER_ONLY);
  }

  /**
   * Returns the root of the build, which .mvn marks. Maven runs tests in the folder of their
   * module.
   */
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
