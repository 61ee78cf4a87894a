/**
 * The public API: {@link dev.switchback.Migration}, {@link dev.switchback.QueryInterface}, {@link
 * dev.switchback.Migrator} and its results and exceptions.
 *
 * <p>The engine is in {@code dev.switchback.internal}, which is not part of the API.
 */
@NullMarked
package dev.switchback;

import org.jspecify.annotations.NullMarked;
