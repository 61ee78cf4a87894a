/**
 * What a migration does, as data: one immutable record for each operation, and one visitor.
 *
 * <p>Because operations are values, the same migration can be executed, planned, compared and
 * journalled. A new one is a record here, a method in {@link
 * dev.switchback.operation.Operation.Visitor} with its rendering, its canonical form and its probe,
 * and a method of the query interface.
 */
@NullMarked
package dev.switchback.operation;

import org.jspecify.annotations.NullMarked;
