/** The stand-alone jar: the command line for the jars of an application, without its code. */
@NullMarked
package dev.switchback.cli.standalone;

import org.jspecify.annotations.NullMarked;
