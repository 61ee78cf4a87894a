package dev.switchback.operation;

import java.util.Optional;

/**
 * Renames a table. Its enum types are renamed with it. Fails if the new name is taken.
 *
 * @param withDependants whether its constraints, indexes and sequences with a default name are
 *     renamed too; otherwise they keep their names
 */
public record RenameTable(String before, String after, boolean withDependants)
    implements Operation {
  public RenameTable {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "renameTable '%s' – it already has this name: choose another name".formatted(before));
    }
  }

  /** Creates an operation after which constraints and indexes have the names that they had. */
  public RenameTable(String before, String after) {
    this(before, after, false);
  }

  /** Returns the operation that undoes it. */
  public RenameTable inverse() {
    return new RenameTable(after, before, withDependants);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameTable(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.renameTable(this);
  }

  @Override
  public Optional<RenameTable> renamedWithParts() {
    return withDependants ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public boolean isDefinition() {
    return true;
  }

  @Override
  public String describe() {
    return "renameTable '"
        + before
        + "' to '"
        + after
        + (withDependants ? "' with dependants" : "'");
  }
}
