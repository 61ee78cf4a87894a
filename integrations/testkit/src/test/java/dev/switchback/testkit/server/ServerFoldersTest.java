package dev.switchback.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  private static void failHalfway(Path folder) throws IOException {
    Files.createFile(folder.resolve("half"));
    throw new IOException("halfway");
  }
}
