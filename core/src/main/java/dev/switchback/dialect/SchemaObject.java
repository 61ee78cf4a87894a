package dev.switchback.dialect;

import java.util.List;
import java.util.Locale;

/**
 * An object of the schema that a raw statement names.
 *
 * @param path its name, after that of its schema if the statement has it; each as it is spelled,
 *     with its quotes
 * @param table the table of an index, in the same way; empty if the statement does not name it
 */
public record SchemaObject(Kind kind, List<String> path, List<String> table) {

  /** What an object is. */
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
    /** Its path is the account as it is spelled; the image tells only whether it is there. */
    USER,
    /** As a user. */
    ROLE,
    /** What a user or a role is granted; its path is the account as it is spelled. */
    GRANTS,
    /** The rows of a table; their image tells only whether there are any. */
    ROWS
  }

  /** Copies the lists. */
  public SchemaObject {
    path = List.copyOf(path);
    table = List.copyOf(table);
  }

  /** The name as it is spelled, without its schema. */
  public String name() {
    return path.get(path.size() - 1);
  }

  /** The path with dots, as it is spelled. */
  public String spelled() {
    return String.join(".", path);
  }

  /** For messages: {@code view room_view}. */
  public String describe() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + spelled();
  }

  /** Whether a name is in quotes. If it is not, the server may fold it. */
  public static boolean isQuoted(String spelled) {
    return !Character.isLetterOrDigit(spelled.charAt(0)) && spelled.charAt(0) != '_';
  }

  /** A name without its quotes. */
  public static String unquoted(String spelled) {
    if (!isQuoted(spelled)) {
      return spelled;
    }
    String quote = spelled.substring(0, 1);
    return spelled.substring(1, spelled.length() - 1).replace(quote + quote, quote);
  }
}
