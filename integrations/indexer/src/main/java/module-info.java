/** Writes the list of migrations into the jar when they are compiled. */
module dev.switchback.indexer {
  requires transitive java.compiler;
  requires static org.jspecify;

  exports dev.switchback.indexer;

  provides javax.annotation.processing.Processor with
      dev.switchback.indexer.MigrationIndexer;
}
