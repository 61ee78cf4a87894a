/**
 * What a user of Switchback meets: {@link dev.switchback.Migration}, {@link
 * dev.switchback.QueryInterface}, {@link dev.switchback.Migrator} and its results and exceptions.
 *
 * <p>The engine behind them is in {@code dev.switchback.internal}, which is no API.
 */
@NullMarked
package dev.switchback;

import org.jspecify.annotations.NullMarked;
