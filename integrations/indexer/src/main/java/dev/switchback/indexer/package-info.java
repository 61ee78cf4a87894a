/** {@link dev.switchback.indexer.MigrationIndexer}, an annotation processor. */
@NullMarked
package dev.switchback.indexer;

import org.jspecify.annotations.NullMarked;
