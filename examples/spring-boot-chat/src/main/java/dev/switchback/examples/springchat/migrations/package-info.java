/** The migrations of the chat server. */
@NullMarked
package dev.switchback.examples.springchat.migrations;

import org.jspecify.annotations.NullMarked;
