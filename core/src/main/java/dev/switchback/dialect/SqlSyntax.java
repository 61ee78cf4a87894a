package dev.switchback.dialect;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The lexical rules of a database's SQL, as far as {@link RawReading} needs them to read a plain
 * schema statement. Other syntax is not read.
 *
 * @param nameQuotes the characters that enclose a name
 * @param textQuotes the characters that enclose a string literal, or under some settings a name
 * @param hasBackslashes whether a backslash in a string literal may escape a quote
 * @param hasDollarQuotes whether a string literal may be enclosed in {@code $$} or {@code $tag$}
 * @param lineComments what begins a comment up to the end of the line
 * @param hasNestedComments whether a comment may contain another
 * @param kinds the objects whose {@linkplain Catalog#image image} the catalogue shows
 * @param repeatable statements that can be sent again without harm, in the form of {@link
 *     SqlTokens.Statement#shape}
 */
public record SqlSyntax(
    String nameQuotes,
    String textQuotes,
    boolean hasBackslashes,
    boolean hasDollarQuotes,
    Set<String> lineComments,
    boolean hasNestedComments,
    Set<SchemaObject.Kind> kinds,
    Pattern repeatable) {

  /** Copies the sets. */
  public SqlSyntax {
    lineComments = Set.copyOf(lineComments);
    kinds = Set.copyOf(kinds);
  }
}
