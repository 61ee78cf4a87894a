/** A chat server that brings its own database up to date. */
@NullMarked
package dev.switchback.examples.chat;

import org.jspecify.annotations.NullMarked;
