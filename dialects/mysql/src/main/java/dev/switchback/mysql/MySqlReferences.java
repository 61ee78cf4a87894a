package dev.switchback.mysql;

import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.ReferenceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a foreign key of InnoDB may refer to (measured on MySQL 8.0 and MariaDB 11.4). InnoDB
 * compares how it stores two columns. So a UUID of MariaDB may refer to 16 bytes, and a longer text
 * to a shorter one.
 */
final class MySqlReferences extends ReferenceRules {

  private static final String COLLATE = " COLLATE ";

  private static final Pattern COLLATED = Pattern.compile("(?s)(.*) COLLATE (\\w+)");

  private static final Pattern WHOLE_NUMBER =
      Pattern.compile("((?:tiny|small|medium|big)?int)(?:\\(\\d+\\))?( unsigned)?( zerofill)?");

  private static final Pattern NAME = Pattern.compile("(\\w+).*", Pattern.DOTALL);

  /** Returns {@code type} with a collation, as the catalogue shows it to foreign keys. */
  static String collated(String type, String collation) {
    return type + COLLATE + collation;
  }

  private final boolean refersToUnique;

  MySqlReferences(boolean refersToUnique) {
    this.refersToUnique = refersToUnique;
  }

  /**
   * Requires an index that begins with the columns, and from MySQL 8.4 on, a unique key of them.
   * InnoDB appends the primary key to each index.
   */
  @Override
  protected boolean isReferable(String table, List<String> columns, KeyCatalog catalog) {
    if (refersToUnique && !super.isReferable(table, columns, catalog)) {
      return false;
    }
    List<CatalogIndex> indexes = catalog.indexes(table);
    List<String> primary =
        indexes.stream()
            .filter(index -> index.name().equals("PRIMARY"))
            .flatMap(index -> index.columns().stream())
            .toList();
    return indexes.stream()
        .filter(index -> index.attributes().isEmpty()) // no full-text or spatial index
        .anyMatch(index -> begins(index, primary, columns));
  }

  private static boolean begins(CatalogIndex index, List<String> primary, List<String> columns) {
    List<String> parts = new ArrayList<>(index.columns());
    primary.stream().filter(column -> !parts.contains(column)).forEach(parts::add);
    if (parts.size() < columns.size()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!parts.get(i).replaceFirst(" DESC$", "").equalsIgnoreCase(columns.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected String noKey(boolean isComposite) {
    return refersToUnique
        ? super.noKey(isComposite)
        : "no key or index of that table begins with "
            + (isComposite ? "them in this order" : "it");
  }

  @Override
  protected String completed(String type, Supplier<String> collation) {
    return storageOf(type).equals("text") && !COLLATED.matcher(type).matches()
        ? collated(type, collation.get())
        : type;
  }

  @Override
  protected boolean mayRefer(String type, String referenced) {
    String storage = storageOf(type);
    String other = storageOf(referenced);
    if (storage.isEmpty() || other.isEmpty()) {
      return true;
    }
    return storage.equals(other) && (!storage.equals("text") || haveOneCollation(type, referenced));
  }

  /** Returns whether two types have the same collation, or one of them is not known. */
  private static boolean haveOneCollation(String type, String referenced) {
    String collation = collationOf(type);
    String other = collationOf(referenced);
    return collation.isEmpty() || other.isEmpty() || collation.equals(other);
  }

  /** Returns how InnoDB stores a type. Empty if this is not certain. */
  private static String storageOf(String type) {
    String plain = COLLATED.matcher(type).replaceFirst("$1");
    Matcher number = WHOLE_NUMBER.matcher(plain);
    if (number.matches()) {
      return number.group(1) + (number.group(2) == null ? "" : number.group(2));
    }
    return switch (NAME.matcher(plain).replaceFirst("$1")) {
      case "char", "varchar" -> "text";
      case "float" -> "float";
      case "double" -> "double";
      case "date" -> "date";
      case "enum", "set", "year" -> "small number";
      case "decimal", "datetime", "timestamp", "time", "binary", "varbinary", "bit", "uuid" ->
          "bytes";
      default -> "";
    };
  }

  private static String collationOf(String type) {
    Matcher collated = COLLATED.matcher(type);
    return collated.matches() ? collated.group(2) : "";
  }

  @Override
  protected String inWords(String type) {
    Matcher collated = COLLATED.matcher(type);
    String plain = collated.matches() ? collated.group(1) : type;
    return storageOf(type).equals("text")
        ? MySqlCatalog.withoutDisplayWidth(plain) + " with the collation " + collationOf(type)
        : MySqlCatalog.withoutDisplayWidth(plain);
  }

  @Override
  protected String remedy(String referenced) {
    String plain = COLLATED.matcher(referenced).replaceFirst("$1");
    return "Give both the same type and collation"
        + (plain.startsWith("char(")
            ? ": fixedString(%s).collate(\"%s\")."
                .formatted(plain.replaceAll("\\D", ""), collationOf(referenced))
            : ".");
  }
}
