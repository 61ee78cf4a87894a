package dev.switchback.spring.boot;

/**
 * The connection to a server that Testcontainers or Docker Compose has started. It replaces the
 * properties {@code url}, {@code user} and {@code password}. Without them, migrations use the data
 * source of the application, which Spring Boot connects to that server.
 */
interface StartedServer extends SwitchbackConnectionDetails {}
