/**
 * Operations as data: an immutable record for each operation, of one kind, and its visitor.
 *
 * <p>Because operations are values, a migration can be executed, planned, compared and journalled.
 * A new operation needs a record here, a method in the visitor of its kind (as {@link
 * dev.switchback.operation.TableChange.Visitor}), and a method of the query interface. The compiler
 * then names each decision that has to know the operation.
 */
@NullMarked
package dev.switchback.operation;

import org.jspecify.annotations.NullMarked;
