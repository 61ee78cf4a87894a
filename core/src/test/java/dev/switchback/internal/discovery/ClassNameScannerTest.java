package dev.switchback.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the names of classes, whatever the class path is made of. */
class ClassNameScannerTest {

  private static final String FIRST = "com.acme.migrations.M20250101000000_First";
  private static final String NESTED = "com.acme.migrations.old.All$M20240101000000_Nested";
  private static final String HELPER = "com.acme.migrations.Helper";
  private static final Set<String> ALL = Set.of(FIRST, NESTED, HELPER);

  @TempDir Path folder;

  private static String file(String className) {
    return className.replace('.', '/') + ".class";
  }

  /** Nothing is loaded, so that empty files will do. */
  private URL classes(Iterable<String> names, String... index) throws IOException {
    Path root = folder.resolve("a folder of classes");
    for (String name : names) {
      Path file = root.resolve(file(name));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    if (index.length > 0) {
      Path file = root.resolve(ClassNameScanner.INDEX);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", index));
    }
    return root.toUri().toURL();
  }

  private URL jar(boolean hasFolders, Iterable<String> names, String... index) throws IOException {
    Path path = folder.resolve("a jar.jar");
    try (OutputStream file = Files.newOutputStream(path);
        JarOutputStream jar = new JarOutputStream(file)) {
      if (hasFolders) {
        for (String entry : List.of("com/", "com/acme/", "com/acme/migrations/")) {
          jar.putNextEntry(new ZipEntry(entry));
        }
      }
      for (String name : names) {
        jar.putNextEntry(new ZipEntry(file(name)));
      }
      if (index.length > 0) {
        jar.putNextEntry(new ZipEntry(ClassNameScanner.INDEX));
        jar.write(String.join("\n", index).getBytes(UTF_8));
      }
    }
    return path.toUri().toURL();
  }

  /** Shows no resources, so that all has to be searched. */
  private static final class Secretive extends URLClassLoader {

    Secretive(URL... urls) {
      super(urls, null);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }

  private static Set<String> search(URLClassLoader loader) throws IOException {
    try (loader) {
      return new ClassNameScanner(List.of("com.acme.migrations"), loader).classNames();
    }
  }

  private static Set<String> search(URL... urls) throws IOException {
    return search(new URLClassLoader(urls, null));
  }

  @Test
  void finds_in_folders_and_jars_what_a_search_of_everything_finds() throws IOException {
    for (URL url : List.of(classes(ALL), jar(true, ALL), jar(false, ALL))) {
      assertThat(search(url)).isEqualTo(ALL);
      assertThat(search(new Secretive(url))).isEqualTo(ALL);
    }
  }

  @Test
  void finds_the_same_with_an_index_that_agrees() throws IOException {
    String[] index = {
      "# made by hand", FIRST + " # the first", "", NESTED, "org.other.M20250101000000_Other"
    };
    for (URL url : List.of(classes(ALL, index), jar(true, ALL, index), jar(false, ALL, index))) {
      assertThat(search(url)).isEqualTo(ALL);
      assertThat(search(new Secretive(url))).isEqualTo(ALL);
    }
  }

  @Test
  void finds_what_is_in_several_places() throws IOException {
    assertThat(search(classes(Set.of(FIRST, HELPER)), jar(true, Set.of(NESTED), NESTED)))
        .isEqualTo(ALL);
  }

  @Test
  void finds_nothing_that_only_begins_like_the_package() throws IOException {
    URL url = classes(List.of(FIRST, "com.acme.migrations2.M20250101000000_Other"));
    assertThat(search(url)).containsExactly(FIRST);
  }

  @Test
  void refuses_an_index_that_lists_what_is_gone() throws IOException {
    URL url = classes(Set.of(FIRST), FIRST, NESTED);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> search(url))
        .withMessage(
            "Index of migrations in "
                + folder.resolve("a folder of classes")
                + " – it lists com.acme.migrations.old.All$M20240101000000_Nested, which does not"
                + " exist. Nothing was run. Rebuild it from clean, with switchback-indexer as an"
                + " annotation processor. If you merge several jars into one, join their"
                + " META-INF/services/dev.switchback.Migration.");
  }

  @Test
  void refuses_an_index_that_is_half() throws IOException {
    URL url = jar(false, ALL, HELPER);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> search(url))
        .withMessageStartingWith("Index of migrations in file:")
        .withMessageContaining(
            " – it does not list com.acme.migrations.M20250101000000_First (and 1 more).");
  }

  @Test
  void believes_the_index_of_a_native_image_which_has_no_class_files() throws IOException {
    URL url = classes(Set.of(), FIRST, NESTED);
    System.setProperty(ClassNameScanner.NATIVE_IMAGE, "runtime");
    try {
      assertThat(search(url)).containsExactlyInAnyOrder(FIRST, NESTED);
    } finally {
      System.clearProperty(ClassNameScanner.NATIVE_IMAGE);
    }
  }

  @Test
  void finds_classes_in_a_folder_whose_url_has_a_space_as_it_is() throws IOException {
    classes(ALL);

    assertThat(search(new URL("file:" + folder.resolve("a folder of classes") + "/")))
        .isEqualTo(ALL);
  }

  /** The separator of a jar's URL. */
  @Test
  void finds_classes_in_a_folder_whose_name_ends_with_an_exclamation_mark() throws IOException {
    classes(ALL);
    Path renamed = folder.resolve("classes!");
    Files.move(folder.resolve("a folder of classes"), renamed);

    assertThat(search(renamed.toUri().toURL())).isEqualTo(ALL);
  }

  /** The user root may read every folder. */
  @Test
  void names_a_folder_that_this_user_may_not_read() throws IOException {
    URL url = classes(ALL);
    Path packages = folder.resolve("a folder of classes/com/acme/migrations");
    Files.setPosixFilePermissions(packages, PosixFilePermissions.fromString("-wx-wx-wx"));
    try {
      if (Files.isReadable(packages)) {
        assertThat(search(url)).isEqualTo(ALL);
      } else {
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(() -> search(url))
            .withMessage(
                "'%s' – it cannot be read, and may have migrations of package com.acme.migrations."
                        .formatted(packages)
                    + " Nothing was run. Allow this user to read it, or remove it from the class"
                    + " path.");
      }
    } finally {
      Files.setPosixFilePermissions(packages, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void finds_classes_beside_a_link_that_leads_back() throws IOException {
    URL url = classes(ALL);
    Path holder = folder.resolve("a folder of classes/com/acme/migrations");
    Files.createSymbolicLink(holder.resolve("back"), holder);

    assertThat(search(url)).isEqualTo(ALL);
  }

  @Test
  void finds_a_class_that_a_jar_has_for_this_version_of_java_alone() throws IOException {
    Path path = folder.resolve("versions.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    try (OutputStream file = Files.newOutputStream(path);
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      jar.putNextEntry(new ZipEntry("com/acme/migrations/"));
      jar.putNextEntry(new ZipEntry(file(HELPER)));
      jar.putNextEntry(new ZipEntry("META-INF/versions/17/" + file(FIRST)));
      jar.putNextEntry(new ZipEntry("META-INF/versions/9999/" + file(NESTED)));
    }

    assertThat(search(path.toUri().toURL())).containsExactlyInAnyOrder(HELPER, FIRST);
  }

  @Test
  void believes_an_index_in_a_place_that_cannot_be_listed() throws IOException {
    URL index =
        new URL(
            "vfs",
            "",
            -1,
            "/content/app.war/WEB-INF/classes/" + ClassNameScanner.INDEX,
            new URLStreamHandler() {
              @Override
              protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                  @Override
                  public void connect() {}

                  @Override
                  public InputStream getInputStream() {
                    return new ByteArrayInputStream((FIRST + "\n" + NESTED).getBytes(UTF_8));
                  }
                };
              }
            });
    URLClassLoader loader =
        new URLClassLoader(new URL[0], null) {
          @Override
          public Enumeration<URL> getResources(String name) {
            return Collections.enumeration(
                name.equals(ClassNameScanner.INDEX) ? List.of(index) : List.of());
          }
        };

    assertThat(search(loader)).containsExactlyInAnyOrder(FIRST, NESTED);
  }
}
