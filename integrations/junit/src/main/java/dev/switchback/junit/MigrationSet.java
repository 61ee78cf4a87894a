package dev.switchback.junit;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The migrations of a user, with further options of their migrator. */
record MigrationSet(
    List<String> packages,
    List<Class<? extends Migration>> classes,
    List<UnaryOperator<MigratorBuilder>> options) {

  static final MigrationSet NONE = new MigrationSet(List.of(), List.of(), List.of());

  MigrationSet withPackages(List<String> more) {
    return new MigrationSet(joined(packages, more), classes, options);
  }

  MigrationSet withClasses(Collection<? extends Class<? extends Migration>> more) {
    return new MigrationSet(packages, joined(classes, more), options);
  }

  MigrationSet withOptions(UnaryOperator<MigratorBuilder> more) {
    return new MigrationSet(packages, classes, joined(options, List.of(more)));
  }

  /** Returns a migrator on this data source, and in this schema if it is named. */
  Migrator migrator(DataSource dataSource, @Nullable String schema) {
    MigratorBuilder builder = Migrator.configure().dataSource(dataSource);
    if (!packages.isEmpty()) {
      builder.packages(packages.toArray(String[]::new));
    }
    builder.migrations(classes);
    if (schema != null) {
      builder.schema(schema);
    }
    builder.onChangedMigration(ChangedMigrationPolicy.IGNORE);
    for (UnaryOperator<MigratorBuilder> option : options) {
      builder = option.apply(builder);
    }
    return builder.build();
  }

  private static <T> List<T> joined(List<T> some, Collection<? extends T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
