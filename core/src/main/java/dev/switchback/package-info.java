/**
 * What a user of Switchback meets: {@link dev.switchback.Migration}, {@link
 * dev.switchback.QueryInterface}, {@link dev.switchback.Migrator} and its results and exceptions.
 *
 * <p>The engine is here too, package-private: on the class path, only the compiler keeps doors
 * shut.
 */
@NullMarked
package dev.switchback;

import org.jspecify.annotations.NullMarked;
