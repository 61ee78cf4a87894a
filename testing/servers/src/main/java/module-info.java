/** Real database servers for tests, without a container. */
module dev.switchback.servers {
  requires transitive java.sql;
  requires org.opentest4j;
  requires static org.jspecify;
  requires org.tukaani.xz;

  exports dev.switchback.servers;
}
