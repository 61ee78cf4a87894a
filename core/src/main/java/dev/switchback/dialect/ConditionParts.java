package dev.switchback.dialect;

import dev.switchback.operation.Operation;
import dev.switchback.schema.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Splits a condition into as many statements as its values need. */
record ConditionParts(List<Condition.Part> all) {

  /**
   * The maximum number of parameters: PostgreSQL and MySQL count them in 16 bits
   * (ER_PS_MANY_PARAM), and H2 accepts 100,000.
   */
  static final int MOST_VALUES = 65_535;

  private static final int IN_A_STATEMENT = 30_000;

  /**
   * Returns the parts for each statement. Several statements together match the same rows, each
   * with some values of the longest list.
   *
   * @param set the columns that the statement changes
   */
  List<List<Condition.Part>> of(Operation operation, List<String> set) {
    int values = set.size() + count();
    if (values <= MOST_VALUES) {
      return List.of(all);
    }
    Condition.In longest =
        longest()
            .filter(in -> values - in.values().size() <= IN_A_STATEMENT)
            .filter(in -> isIndependent(set))
            .orElseThrow(() -> refusal(operation, values, MOST_VALUES));
    List<List<Condition.Part>> statements = new ArrayList<>();
    for (int from = 0; from < longest.values().size(); from += IN_A_STATEMENT) {
      int to = Math.min(from + IN_A_STATEMENT, longest.values().size());
      Condition.In some = new Condition.In(longest.column(), longest.values().subList(from, to));
      statements.add(
          all.stream()
              .map(part -> part == longest ? some : part)
              .map(Condition.Part.class::cast)
              .toList());
    }
    return statements;
  }

  /**
   * Returns the parts for a statement with a limit. Several statements would exceed it.
   *
   * @param times how often the statement contains the condition
   */
  List<Condition.Part> inOneStatement(Operation operation, int times) {
    int values = count();
    if (values > MOST_VALUES / times) {
      throw refusal(operation, values, MOST_VALUES / times);
    }
    return all;
  }

  private int count() {
    return all.stream().mapToInt(ConditionParts::values).sum();
  }

  private Optional<Condition.In> longest() {
    return all.stream()
        .filter(Condition.In.class::isInstance)
        .map(Condition.In.class::cast)
        .max(Comparator.comparingInt(in -> in.values().size()));
  }

  /** Returns whether no statement changes what the next one matches. */
  private boolean isIndependent(List<String> set) {
    return all.stream()
        .noneMatch(part -> part instanceof Condition.Sql || set.contains(column(part)));
  }

  private static String column(Condition.Part part) {
    if (part instanceof Condition.In in) {
      return in.column();
    }
    return part instanceof Condition.Equal equal ? equal.column() : "";
  }

  private static int values(Condition.Part part) {
    if (part instanceof Condition.In in) {
      return in.values().size();
    }
    return part instanceof Condition.Sql sql ? sql.parameters().size() : 1;
  }

  private static IllegalArgumentException refusal(Operation operation, int values, int most) {
    return new IllegalArgumentException(
        "%s – it has %d values, and the limit of a statement is %d. Nothing was sent. Write several steps with fewer values each"
            .formatted(operation.describe(), values, most));
  }
}
