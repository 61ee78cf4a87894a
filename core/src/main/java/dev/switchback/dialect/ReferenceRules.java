package dev.switchback.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a foreign key of one database may refer to. A dialect overrides the rules in which its
 * database differs. A rule refuses only what the database certainly refuses.
 */
public class ReferenceRules {

  /** Constructor for dialects. */
  protected ReferenceRules() {}

  /**
   * Returns whether a foreign key may refer to {@code columns} of {@code table}. Requires a primary
   * key or a unique constraint over exactly these columns, in any order.
   */
  protected boolean isReferable(String table, List<String> columns, KeyCatalog catalog) {
    Map<String, List<ConstraintKind>> kinds = catalog.constraintKinds(table);
    return catalog.constraints(table).entrySet().stream()
        .filter(each -> isUnique(kinds.getOrDefault(each.getKey(), List.of())))
        .anyMatch(each -> Set.copyOf(each.getValue()).equals(Set.copyOf(columns)));
  }

  private static boolean isUnique(List<ConstraintKind> kinds) {
    return kinds.contains(ConstraintKind.PRIMARY_KEY) || kinds.contains(ConstraintKind.UNIQUE);
  }

  /** Returns why columns are not referable, in words. */
  protected String noKey(boolean isComposite) {
    return "no primary key or unique constraint of that table has exactly "
        + (isComposite ? "these columns" : "this column");
  }

  /** Returns a type of {@link KeyCatalog#keyColumns}, with the collation of its table if needed. */
  protected String completed(String type, Supplier<String> collation) {
    return type;
  }

  /** Returns whether a column of {@code type} may refer to one of type {@code referenced}. */
  protected boolean mayRefer(String type, String referenced) {
    return true;
  }

  /** Returns a type of {@link KeyCatalog#keyColumns} in words. */
  protected String inWords(String type) {
    return type;
  }

  /** Returns what to write so that a column may refer to one of type {@code referenced}. */
  protected String remedy(String referenced) {
    return "Give both the same type.";
  }
}
