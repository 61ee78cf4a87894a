package dev.switchback.dialect;

import java.util.List;
import java.util.Locale;

/**
 * An object of the schema that a raw statement names.
 *
 * @param path its name, after the name of its schema if the statement has it; each as written, with
 *     its quotes
 * @param table the table of an index, in the same form; empty if the statement does not name it
 */
public record SchemaObject(Kind kind, List<String> path, List<String> table) {

  /** The kind of an object. */
  public enum Kind {
    TABLE,
    VIEW,
    INDEX,
    SEQUENCE,
    SCHEMA,
    DATABASE,
    TABLESPACE,
    TYPE,
    DOMAIN,
    TRIGGER,
    FUNCTION,
    PROCEDURE,
    EVENT,
    ALIAS,
    SYNONYM,
    CONSTANT,
    /** A user. Its path is the account as written; its image shows only whether it exists. */
    USER,
    /** A role. Its path and image are like those of a user. */
    ROLE,
    /** The privileges of a user or a role. Its path is the account as written. */
    GRANTS,
    /** The rows of a table. Their image shows only whether there are any. */
    ROWS
  }

  /** Copies the lists. */
  public SchemaObject {
    path = List.copyOf(path);
    table = List.copyOf(table);
  }

  /** Returns the name as written, without its schema. */
  public String name() {
    return path.get(path.size() - 1);
  }

  /** Returns the path with dots, as written. */
  public String spelled() {
    return String.join(".", path);
  }

  /** Returns a description for messages: {@code view room_view}. */
  public String describe() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + spelled();
  }

  /** Returns whether a name is in quotes. If not, the server may fold it. */
  public static boolean isQuoted(String spelled) {
    return !Character.isLetterOrDigit(spelled.charAt(0)) && spelled.charAt(0) != '_';
  }

  /** Returns a name without its quotes. */
  public static String unquoted(String spelled) {
    if (!isQuoted(spelled)) {
      return spelled;
    }
    String quote = spelled.substring(0, 1);
    return spelled.substring(1, spelled.length() - 1).replace(quote + quote, quote);
  }
}
