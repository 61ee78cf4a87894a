package dev.switchback.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFoldersTest {
  private static final String NAME = "folder-of-a-test";

  @AfterEach
  void delete() throws IOException {
    Path root = ServerFolders.root();
    new Command(root, List.of("rm", "-rf", NAME, NAME + ".lock", NAME + ".partial")).run();
  }

  @Test
  void a_shared_folder_is_filled_once() throws IOException {
    Path first = ServerFolders.shared(NAME, folder -> Files.createFile(folder.resolve("first")));
    Path second = ServerFolders.shared(NAME, folder -> Files.createFile(folder.resolve("second")));

    assertThat(second).isEqualTo(first).isDirectoryNotContaining("glob:**/second");
    assertThat(first.resolve("first")).exists();
  }

  @Test
  void a_folder_that_could_not_be_filled_is_begun_anew() throws IOException {
    assertThatThrownBy(() -> ServerFolders.shared(NAME, ServerFoldersTest::failHalfway))
        .hasMessage("halfway");

    Path folder = ServerFolders.shared(NAME, empty -> {});

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void the_data_of_a_running_server_is_for_its_owner_alone(@TempDir Path pristine)
      throws IOException {
    Files.createFile(pristine.resolve("PG_VERSION"));
    Files.setPosixFilePermissions(pristine, PosixFilePermissions.fromString("rwxr-xr-x"));

    Path running = ServerFolders.running(NAME, pristine);
    try {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(running.resolve("data"))))
          .isEqualTo("rwx------");
      assertThat(running.resolve("data/PG_VERSION")).exists();
    } finally {
      new Command(ServerFolders.root(), List.of("rm", "-rf", running.toString())).run();
    }
  }

  private static void failHalfway(Path folder) throws IOException {
    Files.createFile(folder.resolve("half"));
    throw new IOException("halfway");
  }
}
