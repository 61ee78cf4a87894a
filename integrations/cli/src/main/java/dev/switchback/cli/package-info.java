/** The command line: {@link dev.switchback.cli.MigrateCommand}, and a class for each command. */
@NullMarked
package dev.switchback.cli;

import org.jspecify.annotations.NullMarked;
