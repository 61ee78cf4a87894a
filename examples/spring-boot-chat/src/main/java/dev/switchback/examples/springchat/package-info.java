/** A chat server with Spring Boot and JPA, whose schema is migrated when it starts. */
@NullMarked
package dev.switchback.examples.springchat;

import org.jspecify.annotations.NullMarked;
