/** The migrations of the chat server's database, a class for each change. */
@NullMarked
package dev.switchback.examples.chat.migrations;

import org.jspecify.annotations.NullMarked;
