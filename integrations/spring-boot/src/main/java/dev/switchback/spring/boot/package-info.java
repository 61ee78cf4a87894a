/**
 * Switchback in Spring Boot: {@link dev.switchback.spring.boot.SwitchbackAutoConfiguration}
 * migrates the database when the application starts, before the beans that use it.
 */
@NullMarked
package dev.switchback.spring.boot;

import org.jspecify.annotations.NullMarked;
