package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.schema.TableOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of an existing table.
 *
 * @param found the options by name; a storage parameter begins with {@link #PARAMETER}
 */
record FoundOptions(Map<String, String> found) implements TableOption.Visitor<Boolean> {

  private static final String PARAMETER = "parameter ";

  static FoundOptions of(Connection connection, String table) {
    return new FoundOptions(
        CatalogQuery.pairs(
            connection,
            """
            SELECT v.key, v.value FROM pg_catalog.pg_class t
            JOIN pg_catalog.pg_database d ON d.datname = current_database()
            JOIN pg_catalog.pg_tablespace u ON u.oid = d.dattablespace
            LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = t.reltablespace
            CROSS JOIN LATERAL (
              VALUES ('persistence', t.relpersistence::text),
                ('tablespace', coalesce(s.spcname, u.spcname)::text),
                ('usual tablespace',
                  coalesce(nullif(current_setting('default_tablespace'), ''), u.spcname))
              UNION ALL
              SELECT '%s' || o.option_name, o.option_value
              FROM pg_catalog.pg_options_to_table(t.reloptions) o) AS v (key, value)
            WHERE t.relnamespace = quote_ident(current_schema())::regnamespace
              AND t.relname = ? AND t.relkind IN ('r', 'p') ORDER BY 1\
            """
                .formatted(PARAMETER),
            table));
  }

  /** Returns those of {@code options} that the table does not have. */
  List<TableOption> absent(List<TableOption> options) {
    return options.stream().filter(option -> !option.accept(this)).toList();
  }

  /** Returns the options that a table would not have which is created with {@code options}. */
  List<TableOption> lost(List<TableOption> options) {
    List<TableOption> all = new ArrayList<>();
    found.forEach(
        (name, value) -> {
          if (name.startsWith(PARAMETER)) {
            all.add(new TableOption.StorageParameter(name.substring(PARAMETER.length()), value));
          }
        });
    boolean namesTablespace =
        options.stream().anyMatch(option -> option instanceof TableOption.Tablespace);
    String tablespace = found.getOrDefault("tablespace", "");
    if (namesTablespace || !tablespace.equals(found.getOrDefault("usual tablespace", ""))) {
      all.add(new TableOption.Tablespace(tablespace));
    }
    if (isUnlogged()) {
      all.add(new TableOption.Unlogged());
    }
    all.removeAll(options);
    return all;
  }

  /** Returns what the table has in place of each option, as it would be set again. */
  List<TableOption> inPlaceOf(List<TableOption> options) {
    return found.isEmpty()
        ? List.of()
        : options.stream().map(option -> option.accept(this) ? option : current(option)).toList();
  }

  private TableOption current(TableOption option) {
    if (option instanceof TableOption.DefaultStorageParameter parameter) {
      return new TableOption.StorageParameter(
          parameter.name(), found.getOrDefault(PARAMETER + parameter.name(), ""));
    }
    if (option instanceof TableOption.StorageParameter parameter) {
      String value = found.get(PARAMETER + parameter.name());
      return value == null
          ? new TableOption.DefaultStorageParameter(parameter.name())
          : new TableOption.StorageParameter(parameter.name(), value);
    }
    if (option instanceof TableOption.Tablespace) {
      return new TableOption.Tablespace(found.getOrDefault("tablespace", ""));
    }
    if (option instanceof TableOption.Logged) {
      return new TableOption.Unlogged();
    }
    return option instanceof TableOption.Unlogged ? new TableOption.Logged() : option;
  }

  private boolean isUnlogged() {
    return found.getOrDefault("persistence", "").equals("u");
  }

  @Override
  public Boolean unlogged(TableOption.Unlogged option) {
    return isUnlogged();
  }

  @Override
  public Boolean tablespace(TableOption.Tablespace option) {
    return option.value().equals(found.get("tablespace"));
  }

  @Override
  public Boolean storageParameter(TableOption.StorageParameter option) {
    return option.value().equals(found.get(PARAMETER + option.name()));
  }

  @Override
  public Boolean logged(TableOption.Logged option) {
    return !isUnlogged();
  }

  @Override
  public Boolean defaultStorageParameter(TableOption.DefaultStorageParameter option) {
    return !found.containsKey(PARAMETER + option.name());
  }

  @Override
  public Boolean defaultCollation(TableOption.DefaultCollation option) {
    return false;
  }

  @Override
  public Boolean defaultRowFormat(TableOption.DefaultRowFormat option) {
    return false;
  }

  @Override
  public Boolean engine(TableOption.Engine option) {
    return false;
  }

  @Override
  public Boolean characterSet(TableOption.CharacterSet option) {
    return false;
  }

  @Override
  public Boolean collation(TableOption.Collation option) {
    return false;
  }

  @Override
  public Boolean rowFormat(TableOption.RowFormat option) {
    return false;
  }
}
