/**
 * The contract of a dialect as tests, real servers to run them on, and a data source that writes
 * down what is sent.
 */
module dev.switchback.testkit {
  requires transitive dev.switchback;
  requires java.compiler;
  requires jdk.jfr;
  requires transitive java.sql;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires org.opentest4j;
  requires static org.jspecify;
  requires org.slf4j;
  requires org.tukaani.xz;

  exports dev.switchback.testkit;
  exports dev.switchback.testkit.contract;
  exports dev.switchback.testkit.server;

  opens dev.switchback.testkit.contract;

  uses dev.switchback.dialect.Dialect;
}
