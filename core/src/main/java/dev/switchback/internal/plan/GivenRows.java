package dev.switchback.internal.plan;

import dev.switchback.ConfigurationException;
import dev.switchback.Plan;
import dev.switchback.QueryRows;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.schema.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rows that the caller of a plan gives, and which queries have asked for them. */
public final class GivenRows {

  private final QueryRows rows;
  private final Set<String> notAsked;

  public GivenRows(QueryRows rows) {
    this.rows = rows;
    notAsked = new TreeSet<>(rows.queries());
  }

  Optional<List<Row>> rowsOf(String sql) {
    notAsked.remove(QueryRows.inOneLine(sql));
    return rows.rowsOf(sql);
  }

  /** Refuses rows that no migration has asked for, unless the plan was refused before. */
  public Plan requireAsked(Plan plan) {
    if (!plan.isRefused() && !notAsked.isEmpty()) {
      throw new ConfigurationException(
          "plan – rows are given for the query '%s', and no migration of the plan asks it. A plan changes nothing. Write the query as the migration does, or leave it out"
              .formatted(ExecuteSql.shorten(notAsked.iterator().next())));
    }
    return plan;
  }
}
