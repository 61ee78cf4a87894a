package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README and of the documents compiles, with the imports that the README names. */
class ListingsTest {

  private static final Path ROOT = Path.of("..", "..");

  private static final Pattern LISTING = Pattern.compile("(?ms)^```java\\n(.*?)^```");

  /** What the listings use of an application, and what other documents define. */
  private static final String APPLICATION =
      """
      class Application {
        javax.sql.DataSource dataSource;
        QueryInterface db;
        Registry registry;
        Health health;
        static class M20250101000000_InitialSchema implements Migration {
          public void up(QueryInterface db) {}
          public void down(QueryInterface db) {}
        }
        interface Registry { Timer timer(String... words); }
        interface Timer { void record(Duration duration); }
        interface Health { void waitsFor(String holder); }
      }
      """;

  @TempDir Path classes;

  /** A listing of a document as a compilation unit. */
  private static final class Listing extends SimpleJavaFileObject {

    private final String source;

    Listing(String name, String source) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  @Test
  void compile() throws IOException {
    String imports = imports();
    List<JavaFileObject> all = new ArrayList<>();
    all.add(new Listing("Application", imports + APPLICATION));
    for (Path file : documents()) {
      int number = 0;
      for (MatchResult listing : LISTING.matcher(Files.readString(file)).results().toList()) {
        String name = file.getFileName().toString().replaceAll("\\W", "_") + number++;
        if (!listing.group(1).startsWith("@SpringBootApplication")) { // compiled with Spring
          all.add(unit(name, imports, listing.group(1)));
        }
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());

    compiler.getTask(errors, null, null, options, null, all).call();

    assertThat(all).hasSizeGreaterThan(100);
    assertThat(errors.toString()).isEmpty();
  }

  /** Returns the imports that the README tells its readers to write. */
  private static String imports() throws IOException {
    Matcher listing =
        Pattern.compile("(?ms)^```java\\n((?:import [^\\n]*\\n|\\n)+)```")
            .matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(listing.find()).as("a listing of imports in README.md").isTrue();
    return listing.group(1) + "import java.math.*;\nimport java.time.*;\nimport java.util.*;\n";
  }

  private static Listing unit(String name, String imports, String text) {
    Matcher type = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)").matcher(text);
    if (type.find()) {
      String before = text.startsWith("import ") ? "" : imports;
      return new Listing(name + "/" + type.group(1), "package " + name + ";\n" + before + text);
    }
    if (text.startsWith("import ")) {
      return new Listing(name, text);
    }
    return new Listing(
        name,
        "%sclass %s extends Application {\nvoid listing() throws Exception {\n%s\n}\n}\n"
            .formatted(imports, name, text));
  }

  private static List<Path> documents() throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(ROOT.resolve("README.md"));
    files.addAll(Documents.in(ROOT.resolve("docs")));
    return files;
  }
}
