package dev.switchback.junit;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a user configures for the checks. */
record CheckConfig(
    Supplier<? extends DataSource> source,
    List<String> packages,
    List<Class<? extends Migration>> classes,
    Mark mark,
    @Nullable String schema,
    List<UnaryOperator<MigratorBuilder>> options) {

  static CheckConfig of(Supplier<? extends DataSource> source) {
    return new CheckConfig(source, List.of(), List.of(), Mark.NONE, null, List.of());
  }

  CheckConfig withPackages(List<String> more) {
    return new CheckConfig(source, joined(packages, more), classes, mark, schema, options);
  }

  CheckConfig withClasses(Collection<? extends Class<? extends Migration>> more) {
    return new CheckConfig(source, packages, joined(classes, more), mark, schema, options);
  }

  CheckConfig withMark(Mark other) {
    return new CheckConfig(source, packages, classes, other, schema, options);
  }

  CheckConfig withSchema(String name) {
    return new CheckConfig(source, packages, classes, mark, name, options);
  }

  CheckConfig withOptions(UnaryOperator<MigratorBuilder> more) {
    return new CheckConfig(source, packages, classes, mark, schema, joined(options, List.of(more)));
  }

  /** Returns a migrator on this data source. */
  Migrator migrator(DataSource dataSource) {
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
