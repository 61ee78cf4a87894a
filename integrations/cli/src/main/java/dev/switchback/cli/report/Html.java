package dev.switchback.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of HTML. Text is escaped when it is inserted, so that no name and no SQL becomes markup.
 */
record Html(String markup) {

  static final Html NONE = new Html("");

  /**
   * Inserts values at each {@code %s} of a template: pieces of HTML as they are, and everything
   * else as text.
   */
  static Html of(String template, Object... values) {
    Object[] inserted = Arrays.stream(values).map(Html::markupOf).toArray();
    return new Html(String.format(template, inserted));
  }

  private static String markupOf(Object value) {
    return value instanceof Html html ? html.markup : escape(String.valueOf(value));
  }

  /** Joins pieces, one on each line. */
  static Html all(List<Html> pieces) {
    return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
  }

  /** Returns the text for an element or a quoted attribute. Shows control characters as �. */
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
  }
}
