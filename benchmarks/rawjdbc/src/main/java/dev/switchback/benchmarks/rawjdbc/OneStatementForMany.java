package dev.switchback.benchmarks.rawjdbc;

import static java.util.stream.Collectors.joining;

import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.Upgrade;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The floor of many schemas: one statement reads the histories of several hundred. */
public final class OneStatementForMany implements Contestant {

  private static final int AT_ONCE = 500;

  private final RawJdbc each = new RawJdbc();

  /** Used by its name. */
  public OneStatementForMany() {}

  @Override
  public Upgrade upgrade(DataSource dataSource, @Nullable String schema) {
    return each.upgrade(dataSource, schema);
  }

  @Override
  public List<String> upgradeAll(DataSource dataSource, List<String> schemas, int threads)
      throws Exception {
    List<Index.Entry> migrations = Index.read();
    List<String> behind = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      for (int from = 0; from < schemas.size(); from += AT_ONCE) {
        List<String> some = schemas.subList(from, Math.min(from + AT_ONCE, schemas.size()));
        Map<String, Set<String>> applied = applied(connection, some);
        for (String schema : some) {
          Set<String> names = applied.getOrDefault(schema, Set.of());
          if (!migrations.stream().allMatch(migration -> names.contains(migration.name()))) {
            behind.add(schema);
          }
        }
      }
    }
    return behind.isEmpty() ? List.of() : each.upgradeAll(dataSource, behind, threads);
  }

  private static Map<String, Set<String>> applied(Connection connection, List<String> schemas)
      throws SQLException {
    String sql =
        schemas.stream()
            .map(schema -> "SELECT '%1$s', name FROM %1$s.history".formatted(schema))
            .collect(joining(" UNION ALL "));
    Map<String, Set<String>> applied = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        applied
            .computeIfAbsent(rows.getString(1), schema -> new HashSet<>())
            .add(rows.getString(2));
      }
    }
    return applied;
  }
}
