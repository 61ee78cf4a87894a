/** The goals of the Maven plug-in. Each goal runs a command with the class path of the project. */
@NullMarked
package dev.switchback.maven;

import org.jspecify.annotations.NullMarked;
