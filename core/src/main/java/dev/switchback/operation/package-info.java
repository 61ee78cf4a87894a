/**
 * Operations as data: an immutable record for each operation, and one visitor.
 *
 * <p>Because operations are values, a migration can be executed, planned, compared and journalled.
 * A new operation needs a record here, a method in {@link
 * dev.switchback.operation.Operation.Visitor} with its rendering, its canonical form and its probe,
 * and a method of the query interface.
 */
@NullMarked
package dev.switchback.operation;

import org.jspecify.annotations.NullMarked;
