package dev.switchback.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

  private static List<List<@Nullable String>> rows(InputStream content, String... columns) {
    List<List<@Nullable String>> all = new ArrayList<>();
    try (CsvRows rows = CsvFile.csvFrom("x", () -> content).rows(List.of(columns), "So far")) {
      for (Optional<List<@Nullable String>> row = rows.next(); row.isPresent(); row = rows.next()) {
        all.add(row.get());
      }
    }
    return all;
  }

  private static InputStream of(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Gives one byte at a time, so that characters and line ends are split. */
  private static final class Slow extends InputStream {
    private final InputStream all;

    Slow(InputStream all) {
      this.all = all;
    }

    @Override
    public int read() throws IOException {
      return all.read();
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      return all.read(bytes, from, Math.min(1, count));
    }
  }

  @Test
  void reads_the_same_rows_however_the_bytes_arrive() {
    String text = "\uFEFFa,b\r\n\"é\r\n\"\"😀\"\"\",漢\n,\"\"\r\nlast,";
    List<List<@Nullable String>> expected =
        List.of(List.of("é\r\n\"😀\"", "漢"), Arrays.asList(null, ""), Arrays.asList("last", null));

    assertThat(rows(of(text), "a", "b")).isEqualTo(expected);
    assertThat(rows(new Slow(of(text)), "a", "b")).isEqualTo(expected);
  }

  @Test
  void an_empty_line_is_a_row_of_a_single_column() {
    assertThat(rows(of("a\n\n1\n\n"), "a"))
        .isEqualTo(
            List.of(Arrays.asList((String) null), List.of("1"), Arrays.asList((String) null)));
  }

  @Test
  void names_the_line_of_bytes_that_are_not_utf_8_and_reads_what_precedes_them() {
    byte[] bytes = "a\n1\n2\n?\n".getBytes(UTF_8);
    bytes[6] = (byte) 0xff;

    try (CsvRows rows =
        CsvFile.csvFrom("x", () -> new ByteArrayInputStream(bytes)).rows(List.of("a"), "So far")) {
      assertThat(rows.next()).contains(List.of("1"));
      assertThat(rows.next()).contains(List.of("2"));
      assertThatThrownBy(rows::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("CSV file 'x:4' – it is not UTF-8. So far. Save it in UTF-8");
    }
  }

  @Test
  void names_the_line_of_a_character_that_the_end_cuts_off() {
    byte[] bytes = {'a', '\n', (byte) 0xc3};

    assertThatThrownBy(() -> rows(new ByteArrayInputStream(bytes), "a"))
        .hasMessage("CSV file 'x:2' – it is not UTF-8. So far. Save it in UTF-8");
  }

  /** Gives some bytes, and then others again and again. */
  private static final class Endless extends InputStream {
    private final byte[] begin;
    private final byte[] cycle;
    private int given;

    Endless(String begin, String cycle) {
      this.begin = begin.getBytes(UTF_8);
      this.cycle = cycle.getBytes(UTF_8);
    }

    @Override
    public int read() {
      int at = given++;
      return at < begin.length ? begin[at] : cycle[(at - begin.length) % cycle.length];
    }

    @Override
    public int read(byte[] bytes, int from, int count) {
      for (int i = 0; i < count; i++) {
        bytes[from + i] = (byte) read();
      }
      return count;
    }
  }

  @Test
  void a_quote_that_is_not_closed_takes_no_more_than_the_longest_field() {
    assertThatThrownBy(() -> rows(new Endless("a\n1\n\"", "x"), "a"))
        .hasMessage(
            "CSV file 'x:3' – a field has more than 16,000,000 characters. So far. Check whether"
                + " its quote is closed");
  }

  @Test
  void reads_ahead_by_no_more_than_its_buffers() {
    Endless many = new Endless("", "a\n");

    try (CsvRows rows = CsvFile.csvFrom("x", () -> many).rows(List.of("a"), "So far")) {
      for (int i = 1; i <= 100_000; i++) {
        rows.next();
        assertThat(many.given - 2 * (i + 1)).isBetween(0, 16_384);
      }
    }
  }
}
