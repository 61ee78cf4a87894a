package dev.switchback.indexer;

import static dev.switchback.indexer.Build.source;
import static dev.switchback.indexer.Build.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationIndexerTest {

  private static final String INDEX = "META-INF/services/dev.switchback.Migration";
  private static final String METADATA =
      "META-INF/native-image/dev.switchback/migrations/reachability-metadata.json";

  private static final String ROOMS = "M20250101000000_Rooms";
  private static final String USERS = "M20250102000000_Users";

  @TempDir private Path folder;

  private Path classes;

  @BeforeEach
  void names_a_folder_that_javac_makes() {
    classes = folder.resolve("classes");
  }

  @Nested
  class Lists {

    @Test
    void classes_with_the_name_of_a_migration_in_the_order_of_code_points() throws Exception {
      new Build(classes)
          .compile(
              type(USERS),
              type(ROOMS),
              source("com.acme.deeper.M20240101000000", "record M20240101000000() {}"),
              source("com.acme.deeper.M20240101000000_", "class M20240101000000_ {}"),
              source("com.acme.Holder", "interface Holder { enum M20230101000000_Old {} }"),
              source("com.acme.Base$Holder", "class Base$Holder { class A { class B {} } }"),
              source("com.acme.Odd$M20220101000000", "class Odd$M20220101000000 {}"));

      assertThat(read(INDEX))
          .isEqualTo(
              """
              com.acme.Holder$M20230101000000_Old
              com.acme.M20250101000000_Rooms
              com.acme.M20250102000000_Users
              com.acme.Odd$M20220101000000
              com.acme.deeper.M20240101000000
              """);
    }

    @Test
    void repeatable_migrations_too() throws Exception {
      new Build(classes).compile(type("R_ActiveUsers"), type(ROOMS), type("RActiveUsers"));

      assertThat(read(INDEX)).isEqualTo("com.acme.M20250101000000_Rooms\ncom.acme.R_ActiveUsers\n");
    }

    @Test
    void nothing_with_another_name() throws Exception {
      new Build(classes)
          .compile(
              type(ROOMS),
              type("M2025010100000_ADigitLess"),
              type("M202501010000000_ADigitMore"),
              type("M20250101000000Rooms"),
              type("m20250101000000_Rooms"),
              type("V20250101000000_Rooms"),
              type("AM20250101000000_Rooms"),
              source("com.acme.Local", "class Local { { class M20250101000000_Local {} } }"),
              source(
                  "com.acme.M20250101000000_Holder",
                  "class M20250101000000_Holder { class Inner {} }"));

      assertThat(read(INDEX))
          .isEqualTo("com.acme.M20250101000000_Holder\ncom.acme.M20250101000000_Rooms\n");
    }

    /** An archive has names in UTF-8, whatever the encoding of the machine's file names is. */
    @Test
    void names_beyond_ascii_in_UTF_8() throws Exception {
      // By code units, the one with surrogates would come before the other.
      String astral = "M20250101000000_\uD801\uDC00";
      String ligature = "M20250101000000_\uFB01";
      try (FileSystem archive = archive("names.jar")) {
        classes = archive.getPath("/");
        new Build(classes).compile(type(astral), type(ligature), type("M20250101000000_Räume"));
        // Kept, because it is found again
        new Build(classes).compile(type(ROOMS));

        assertThat(read(INDEX).lines())
            .containsExactly(
                "com.acme.M20250101000000_Rooms",
                "com.acme.M20250101000000_Räume",
                "com.acme." + ligature,
                "com.acme." + astral);
        assertThat(read(METADATA)).contains("\"com.acme.M20250101000000_Räume\"");
      }
    }

    @Test
    void the_same_bytes_for_the_same_sources_in_any_order() throws Exception {
      new Build(classes).compile(type(ROOMS), type(USERS), type("Other"));
      Path again = folder.resolve("again");
      new Build(again).compile(type("Other"), type(USERS), type(ROOMS));

      for (String file : List.of(INDEX, METADATA)) {
        assertThat(again.resolve(file)).hasSameBinaryContentAs(classes.resolve(file));
      }
    }

    @Test
    void what_another_processor_writes() throws Exception {
      new Build(classes)
          .processors(new MigrationIndexer(), new WritesAMigration())
          .compile(type("Seed"));

      assertThat(read(INDEX)).isEqualTo("com.acme.M20250101000000_Rooms\n");
    }

    @Test
    void the_migrations_of_a_named_module_in_its_output() throws Exception {
      new Build(classes)
          .compile(source("module-info", "module com.acme {}"), type(ROOMS), type(USERS));
      new Build(classes).compile(source("module-info", "module com.acme {}"), type(ROOMS));

      assertThat(read(INDEX))
          .isEqualTo("com.acme.M20250101000000_Rooms\ncom.acme.M20250102000000_Users\n");
    }
  }

  @Nested
  class Tells_GraalVM {

    @Test
    void of_each_class_with_its_constructor_and_of_the_index() throws Exception {
      new Build(classes)
          .compile(
              type(ROOMS), source("com.acme.Holder", "class Holder { class M20230101000000 {} }"));

      assertThat(json(read(METADATA)))
          .isEqualTo(
              json(
                  """
                  {
                    "reflection": [
                      {
                        "type": "com.acme.Holder$M20230101000000",
                        "methods": [{"name": "<init>", "parameterTypes": []}]
                      },
                      {
                        "type": "com.acme.M20250101000000_Rooms",
                        "methods": [{"name": "<init>", "parameterTypes": []}]
                      }
                    ],
                    "resources": [{"glob": "META-INF/services/dev.switchback.Migration"}]
                  }
                  """));
    }

    @Test
    void in_JSON_also_where_a_name_has_a_control_character() {
      String name = "com.acme.M20250101000000_a\u0001b";

      assertThat(
              json(new MigrationIndex(List.of(name)).metadata())
                  .getAsJsonObject()
                  .getAsJsonArray("reflection")
                  .get(0)
                  .getAsJsonObject()
                  .get("type")
                  .getAsString())
          .isEqualTo(name);
    }
  }

  @Nested
  class Given_only_what_changed {

    @Test
    void keeps_the_others_whose_class_files_are_there() throws Exception {
      new Build(classes)
          .compile(
              type(ROOMS),
              source("com.acme.Holder", "class Holder { class M20230101000000 {} }"),
              source("M20240101000000", "class M20240101000000 {}"));
      new Build(classes).compile(type(USERS));

      assertThat(read(INDEX))
          .isEqualTo(
              """
              M20240101000000
              com.acme.Holder$M20230101000000
              com.acme.M20250101000000_Rooms
              com.acme.M20250102000000_Users
              """);
      assertThat(read(METADATA)).contains(USERS, ROOMS, "Holder$M20230101000000");
    }

    @Test
    void drops_one_whose_class_file_is_gone() throws Exception {
      new Build(classes).compile(type(ROOMS), type(USERS));
      Files.delete(classes.resolve("com/acme/" + USERS + ".class"));
      new Build(classes).compile(type("Other"));

      assertThat(read(INDEX)).isEqualTo("com.acme.M20250101000000_Rooms\n");
      assertThat(read(METADATA)).doesNotContain(USERS);
    }

    @Test
    void drops_one_that_is_no_longer_in_the_file_that_was_compiled() throws Exception {
      String nested = "class M20230101000000 { class M20230102000000 {} }";
      new Build(classes)
          .compile(type(ROOMS), source("com.acme.Holder", "class Holder {" + nested + "}"));
      new Build(classes).compile(source("com.acme.Holder", "class Holder {}"));

      assertThat(classes.resolve("com/acme/Holder$M20230101000000.class")).exists();
      assertThat(read(INDEX)).isEqualTo("com.acme.M20250101000000_Rooms\n");
    }

    @Test
    void leaves_an_empty_index_when_the_last_one_is_gone() throws Exception {
      new Build(classes).compile(type(ROOMS));
      Files.delete(classes.resolve("com/acme/" + ROOMS + ".class"));
      new Build(classes).compile(type("Other"));

      assertThat(read(INDEX)).isEmpty();
      assertThat(json(read(METADATA)))
          .isEqualTo(
              json(
                  """
                  {
                    "reflection": [],
                    "resources": [{"glob": "META-INF/services/dev.switchback.Migration"}]
                  }
                  """));
    }

    @Test
    void reads_an_index_that_somebody_wrote_by_hand() throws Exception {
      new Build(classes).processors(new Silent()).compile(type(ROOMS), type("Other"));
      write(INDEX, "# ours\r\n\r\n com.acme.M20250101000000_Rooms # first\r\ncom.acme.Other\r\n");
      new Build(classes).compile(type(USERS));

      assertThat(read(INDEX))
          .isEqualTo("com.acme.M20250101000000_Rooms\ncom.acme.M20250102000000_Users\n");
    }
  }

  @Nested
  class Keeps_out_of_the_way {

    @Test
    void nothing_is_written_without_migrations() throws Exception {
      new Build(classes).compile(type("Other"));

      assertThat(classes.resolve("META-INF")).doesNotExist();
    }

    @Test
    void no_annotation_is_claimed() throws Exception {
      Silent other = new Silent();
      new Build(classes)
          .processors(new MigrationIndexer(), other)
          .compile(source("com.acme.Old", "@Deprecated class Old {}"));

      assertThat(other.seen).containsExactly("java.lang.Deprecated");
    }

    @Test
    void an_index_stays_as_it_is_when_there_are_errors() throws Exception {
      new Build(classes).compile(type(ROOMS));
      List<String> errors =
          new Build(classes).processors(new MigrationIndexer(), new Refuses()).errors(type(USERS));

      assertThat(errors).containsExactly("refused");
      assertThat(read(INDEX)).isEqualTo("com.acme.M20250101000000_Rooms\n");
    }

    @Test
    void javac_finds_it_by_itself() throws Exception {
      compileWithWhatIsOn("-classpath");

      assertThat(read(INDEX)).isEqualTo("com.acme.M20250101000000_Rooms\n");
    }

    @Test
    void javac_finds_it_as_a_module_too() throws Exception {
      compileWithWhatIsOn("--processor-module-path");

      assertThat(read(INDEX)).isEqualTo("com.acme.M20250101000000_Rooms\n");
    }

    private void compileWithWhatIsOn(String path) throws Exception {
      Build build =
          new Build(classes)
              .processors()
              .options(path, locationOf(MigrationIndexer.class).toString());
      if (Runtime.version().feature() >= 23) { // looks for none unless it is told to
        build.options("-proc:full");
      }
      build.compile(type(ROOMS));
    }
  }

  @Nested
  class Says_so_when_it_cannot_write {

    @Test
    void another_processor_has_written_the_index() throws Exception {
      assertRefused(
          "javax.annotation.processing.FilerException: ",
          new Build(classes)
              .processors(new WritesAnIndex(), new MigrationIndexer())
              .errors(type(ROOMS)));
    }

    @Test
    void a_folder_is_in_its_place() throws Exception {
      Files.createDirectories(classes.resolve(INDEX));

      assertRefused("java.lang.IllegalArgumentException: ", new Build(classes).errors(type(ROOMS)));
    }

    @Test
    void a_folder_cannot_be_made() throws Exception {
      write("META-INF", "");

      assertRefused("java.", new Build(classes).errors(type(ROOMS)));
    }

    /** The reason is in the compiler's words. */
    private void assertRefused(String reason, List<String> errors) {
      assertThat(errors).hasSize(1);
      assertThat(errors.get(0))
          .startsWith(
              "Index of migrations 'META-INF/services/dev.switchback.Migration' – it could not be"
                  + " updated ("
                  + reason)
          .endsWith(
              "). The file in the class folder may be outdated. Build again from clean. If the"
                  + " error stays, check that nothing else writes this file. Or remove"
                  + " switchback-indexer, so that migrations are searched for at run time.");
    }
  }

  @Test
  void a_jar_hands_it_out_as_a_resource() throws Exception {
    try (FileSystem archive = archive("migrations.jar")) {
      new Build(archive.getPath("/")).compile(type(ROOMS), type(USERS));
    }

    URL jar = folder.resolve("migrations.jar").toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null);
        var index = loader.getResourceAsStream(INDEX)) {
      assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8).lines())
          .allSatisfy(name -> assertThat(loader.loadClass(name)).hasToString("class " + name))
          .hasSize(2);
    }
  }

  private FileSystem archive(String name) throws IOException {
    return FileSystems.newFileSystem(folder.resolve(name), Map.of("create", "true"));
  }

  static Path locationOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private String read(String file) throws IOException {
    return Files.readString(classes.resolve(file));
  }

  private void write(String file, String text) throws IOException {
    Path path = classes.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }

  /** Does nothing; writes down which annotations it was offered. */
  private static class Silent extends AbstractProcessor {

    final Set<String> seen = new HashSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      annotations.forEach(type -> seen.add(type.getQualifiedName().toString()));
      if (!round.processingOver() && !round.getRootElements().isEmpty()) {
        try {
          act(round);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return false;
    }

    void act(RoundEnvironment round) throws IOException {}
  }

  private static final class WritesAMigration extends Silent {

    private boolean written;

    @Override
    void act(RoundEnvironment round) throws IOException {
      if (!written) {
        written = true;
        try (Writer out =
            processingEnv.getFiler().createSourceFile("com.acme." + ROOMS).openWriter()) {
          out.write("package com.acme; class " + ROOMS + " {}");
        }
      }
    }
  }

  private static final class WritesAnIndex extends Silent {
    @Override
    void act(RoundEnvironment round) throws IOException {
      processingEnv
          .getFiler()
          .createResource(StandardLocation.CLASS_OUTPUT, "", INDEX)
          .openWriter()
          .close();
    }
  }

  private static final class Refuses extends Silent {
    @Override
    void act(RoundEnvironment round) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "refused");
    }
  }
}
