/** Reports as HTML pages: the state of migrations, a plan, and the schema as a diagram. */
@NullMarked
package dev.switchback.cli.report;

import org.jspecify.annotations.NullMarked;
