/** Commands other than runs: status, plan, verification, and changes of the schema history. */
@NullMarked
package dev.switchback.internal.command;

import org.jspecify.annotations.NullMarked;
