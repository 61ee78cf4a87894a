/** What is not a run: status, plans, verification, and changes of the history. */
@NullMarked
package dev.switchback.internal.command;

import org.jspecify.annotations.NullMarked;
