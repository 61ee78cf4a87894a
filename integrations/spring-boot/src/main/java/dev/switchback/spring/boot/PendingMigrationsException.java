package dev.switchback.spring.boot;

import dev.switchback.SwitchbackException;
import java.util.List;
import java.util.stream.Collectors;

/** The start was refused, because migrations are pending and {@code switchback.mode} is verify. */
public final class PendingMigrationsException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  private final String migrator;
  private final List<String> migrations;

  PendingMigrationsException(String migrator, List<String> migrations) {
    super(
        "Migrator '%s' – %s. Nothing was run. Migrate the database before this application starts."
            .formatted(migrator, pending(migrations)));
    this.migrator = migrator;
    this.migrations = List.copyOf(migrations);
  }

  private static String pending(List<String> migrations) {
    String names =
        migrations.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    return migrations.size() == 1
        ? "migration " + names + " is pending"
        : migrations.size() + " migrations are pending: " + names;
  }

  /** Returns the name of the migrator. */
  public String migrator() {
    return migrator;
  }

  /** Returns the names of the pending migrations, in order. */
  public List<String> migrations() {
    return migrations;
  }
}
