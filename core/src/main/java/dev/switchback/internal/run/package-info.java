/** Executes migrations step by step, records and resumes them, and explains failures. */
@NullMarked
package dev.switchback.internal.run;

import org.jspecify.annotations.NullMarked;
