package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code status --html} and {@code plan --html}: pages that need no other file. */
class HtmlReportTest extends CommandLineTest {

  private static final String HOSTILE = "<script>alert(\"it's & mine\")</script>";

  /** Creates tables with names that would be markup. */
  public static final class M20250101000000_Hostile implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable(HOSTILE, t -> t.column("id", bigInt().primaryKey()));
      db.createTable(
          "messages",
          t -> {
            t.column("id", bigInt().primaryKey());
            t.column("owner", bigInt().notNull().references(HOSTILE, "id"));
            t.column("😀".repeat(40), bigInt());
          });
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("messages");
      db.dropTable(HOSTILE);
    }
  }

  /** Loses rows. */
  public static final class M20250102000000_Replace implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("messages", "topic", string(200));
      db.removeColumn("messages", "owner");
    }

    @Override
    public void down(QueryInterface db) {
      db.addColumn("messages", "owner", bigInt());
      db.removeColumn("messages", "topic");
    }
  }

  private static final List<Class<? extends Migration>> FIRST =
      List.of(M20250101000000_Hostile.class);
  private static final List<Class<? extends Migration>> BOTH =
      List.of(M20250101000000_Hostile.class, M20250102000000_Replace.class);

  @TempDir Path folder;

  private Path page() {
    return folder.resolve("page.html");
  }

  /** Reads the page as XML too: it has no entity and no void element that XML would refuse. */
  private static Document parsed(String html) throws Exception {
    String xml = html.replace("<!DOCTYPE html>", "").replaceAll("<(meta|br)([^>]*)>", "<$1$2/>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<String> texts(Document page, String element) {
    NodeList found = page.getElementsByTagName(element);
    return java.util.stream.IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  @Test
  void status_shows_history_plan_and_schema() throws Exception {
    run(FIRST, "up");

    assertThat(run(BOTH, "status", "--html", page().toString())).isEqualTo(0);

    assertThat(out()).containsExactly(page() + "  written");
    Document page = parsed(Files.readString(page()));
    assertThat(texts(page, "h1")).containsExactly("Migrations");
    assertThat(texts(page, "h2")).containsExactly("History", "What ‘up’ would send", "Schema");
    assertThat(texts(page, "li"))
        .anyMatch(entry -> entry.startsWith("20250101000000-hostile applied 20"))
        .contains("1 applied", "1 pending", "20250102000000-replace pending");
    assertThat(texts(page, "p")).anyMatch(remark -> remark.startsWith("loses "));
    assertThat(texts(page, "text"))
        .anyMatch(text -> text.endsWith("messages"))
        .anyMatch(text -> text.startsWith(HOSTILE))
        .anyMatch(text -> text.endsWith("😀".repeat(33) + "…"));
    assertThat(texts(page, "path"))
        .anyMatch(text -> text.endsWith("messages (owner) to " + HOSTILE + " (id)"));
  }

  @Test
  void plan_shows_its_steps() throws Exception {
    assertThat(run(BOTH, "plan", "--html", page().toString())).isEqualTo(0);

    Document page = parsed(Files.readString(page()));
    assertThat(texts(page, "h3"))
        .containsExactly("20250101000000-hostile", "20250102000000-replace");
    assertThat(texts(page, "h4")).contains("removeColumn 'owner' from 'messages'");
    assertThat(texts(page, "pre"))
        .anyMatch(
            sql -> sql.contains("CREATE TABLE") && sql.contains(HOSTILE.replace("\"", "\"\"")));
  }

  @Test
  void a_page_loads_nothing_and_runs_no_script() throws IOException {
    run(FIRST, "up");
    run(BOTH, "status", "--html", page().toString());

    assertThat(Files.readString(page()))
        .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
        .doesNotContain("<script", "http://", "https://", "url(", "@import");
  }

  @Test
  void a_database_without_tables_has_a_page_too() throws Exception {
    assertThat(run(FIRST, "status", "--html", page().toString())).isEqualTo(0);

    assertThat(texts(parsed(Files.readString(page())), "p")).contains("There is no table.");
  }

  @Test
  void a_file_that_cannot_be_written_is_refused() {
    String nowhere = folder.resolve("nowhere").resolve("page.html").toString();

    assertThat(run(FIRST, "status", "--html", nowhere)).isEqualTo(2);
    assertThat(err())
        .containsExactly(
            "Report '"
                + nowhere
                + "' – it cannot be written. Name a file in a folder that exists.");
  }

  @Test
  void a_page_is_not_combined_with_another_form() {
    assertThat(run(FIRST, "status", "--html", "x", "--json")).isEqualTo(2);
    assertThat(err()).first().asString().contains("cannot be combined");
    assertThat(run(FIRST, "plan", "--html", "x", "--lint")).isEqualTo(2);
    assertThat(err()).first().asString().contains("cannot be combined");
  }
}
