package dev.switchback.benchmarks.run;

import java.util.List;

/** Who takes part, in the order of the tables' columns. */
enum Entrant {
  RAW_JDBC("raw JDBC", "rawjdbc", "RawJdbc", Form.INDEX_FILE),
  ONE_STATEMENT(
      "raw JDBC, one statement for many", "rawjdbc", "OneStatementForMany", Form.INDEX_FILE),
  SWITCHBACK_INDEX("Switchback, index", "switchback", "Switchback", Form.SWITCHBACK_WITH_INDEX),
  SWITCHBACK_SCAN("Switchback, scan", "switchback", "Switchback", Form.SWITCHBACK),
  MYBATIS("MyBatis SQL", "mybatis", "MyBatisSql", Form.SCRIPTS),
  FLYWAY("Flyway Java", "flyway", "FlywayJava", Form.FLYWAY),
  LIQUIBASE("Liquibase SQL", "liquibase", "LiquibaseSql", Form.CHANGELOG);

  /** All that bring one database up to date. */
  static final List<Entrant> ALL =
      List.of(RAW_JDBC, SWITCHBACK_INDEX, SWITCHBACK_SCAN, MYBATIS, FLYWAY, LIQUIBASE);

  private final String title;
  private final String module;
  private final String simpleClassName;
  private final Form form;

  Entrant(String title, String module, String simpleClassName, Form form) {
    this.title = title;
    this.module = module;
    this.simpleClassName = simpleClassName;
    this.form = form;
  }

  String module() {
    return module;
  }

  String className() {
    return "dev.switchback.benchmarks." + module + "." + simpleClassName;
  }

  Form form() {
    return form;
  }

  boolean isFloor() {
    return this == RAW_JDBC || this == ONE_STATEMENT;
  }

  boolean isSwitchback() {
    return this == SWITCHBACK_INDEX || this == SWITCHBACK_SCAN;
  }

  @Override
  public String toString() {
    return title;
  }
}
