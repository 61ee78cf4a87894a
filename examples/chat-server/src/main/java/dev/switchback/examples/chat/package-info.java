/** A chat server that migrates its own database. */
@NullMarked
package dev.switchback.examples.chat;

import org.jspecify.annotations.NullMarked;
