package dev.switchback.schema;

/** What {@code renameTable} renames beside the table. Immutable. */
public final class RenameOption {

  private static final RenameOption WITH_DEPENDANTS = new RenameOption();

  private RenameOption() {}

  /**
   * Renames also the keys, checks and indexes of the table that have the default name, and on
   * PostgreSQL the sequences of its numbered columns. Names that were chosen stay.
   */
  public static RenameOption withDependants() {
    return WITH_DEPENDANTS;
  }
}
