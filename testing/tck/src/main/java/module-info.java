/** The contract of a dialect as tests, and a data source that writes down what is sent. */
module dev.switchback.tck {
  requires transitive dev.switchback;
  requires transitive dev.switchback.servers;
  requires java.compiler;
  requires jdk.jfr;
  requires transitive java.sql;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires org.opentest4j;
  requires static org.jspecify;
  requires org.slf4j;

  exports dev.switchback.tck;
  exports dev.switchback.tck.contract;

  opens dev.switchback.tck.contract;

  uses dev.switchback.dialect.Dialect;
}
