package dev.switchback.cli.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

  @TempDir private Path folder;

  @Test
  void lists_folders_jars_and_the_jars_of_a_folder_in_order() throws IOException {
    Path second = jar("lib/second.jar", "a.txt");
    Path first = jar("lib/first.jar", "a.txt");
    Files.writeString(folder.resolve("lib/notes.txt"), "no jar");
    Path app = jar("app.jar", "a.txt");

    assertThat(urls(Application.pathOf(app, folder.resolve("lib/*"), folder)))
        .containsExactly(
            app.toUri().toURL(),
            first.toUri().toURL(),
            second.toUri().toURL(),
            folder.toUri().toURL());
  }

  @Test
  void refuses_an_entry_that_does_not_exist() {
    assertRefused(folder.resolve("none.jar").toString(), "there is no such file or folder");
  }

  @Test
  void refuses_a_folder_without_jars() {
    assertRefused(folder.resolve("*").toString(), "there is no jar in that folder");
  }

  @Test
  void refuses_a_file_that_is_no_jar() throws IOException {
    Path file = Files.writeString(folder.resolve("app.jar"), "text");

    assertRefused(file.toString(), "it cannot be read as a jar or a folder");
  }

  @Test
  void refuses_a_jar_whose_entry_leads_out_of_it() throws IOException {
    Path jar = jar("boot.jar", "BOOT-INF/lib/../../../evil.jar");

    assertRefused(jar.toString(), "it cannot be read as a jar or a folder");
  }

  private void assertRefused(String entry, String problem) {
    assertThatThrownBy(() -> ClassPath.of(entry))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Class path entry '%s' – %s. Nothing was run. Correct --classpath.", entry, problem);
  }

  private static List<URL> urls(String text) {
    return ClassPath.of(text).urls();
  }

  private Path jar(String name, String entry) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(entry));
    }
    return jar;
  }
}
