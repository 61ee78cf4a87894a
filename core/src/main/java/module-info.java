/**
 * Switchback: database migrations as plain Java classes, which can be applied and safely reverted.
 *
 * <p>A package with migrations must be open to this module: {@code opens com.acme.migrations to
 * dev.switchback}.
 */
module dev.switchback {
  requires transitive java.sql;
  requires static jdk.jfr;
  requires static org.jspecify;
  requires static com.zaxxer.hikari;
  requires io.github.classgraph;
  requires org.slf4j;

  exports dev.switchback;
  exports dev.switchback.dialect;
  exports dev.switchback.operation;
  exports dev.switchback.schema;

  uses dev.switchback.dialect.Dialect;
}
