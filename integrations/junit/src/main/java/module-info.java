/** Checks of migrations, for the tests of an application. */
module dev.switchback.junit {
  requires transitive dev.switchback;
  requires transitive org.junit.jupiter.api;
  requires org.slf4j;
  requires static org.jspecify;

  uses dev.switchback.dialect.Dialect;

  exports dev.switchback.junit;
}
