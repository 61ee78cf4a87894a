package dev.switchback.spring.boot;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Where the application will answer liveness probes.
 *
 * @param path of the liveness group of the health endpoint
 */
record ProbeAddress(InetSocketAddress address, String path) {

  /** The default port of Spring Boot's web servers. */
  private static final int DEFAULT_PORT = 8080;

  /** Returns the address; empty if it is not fixed, is encrypted, or if there are no probes. */
  static Optional<ProbeAddress> in(Environment environment) {
    int server = environment.getProperty("server.port", Integer.class, DEFAULT_PORT);
    int port = environment.getProperty("management.server.port", Integer.class, server);
    boolean isSeparate = port != server;
    String prefix = isSeparate ? "management.server." : "server.";
    if (port <= 0 || isEncrypted(environment, prefix + "ssl")) {
      return Optional.empty();
    }
    String host = environment.getProperty(prefix + "address");
    return Optional.of(
        new ProbeAddress(
            host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port),
            basePath(environment, isSeparate) + healthPath(environment) + "/liveness"));
  }

  private static boolean isEncrypted(Environment environment, String prefix) {
    return Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .size()
            > 0
        && environment.getProperty(prefix + ".enabled", Boolean.class, true);
  }

  private static String basePath(Environment environment, boolean isSeparate) {
    return isSeparate
        ? text(environment.getProperty("management.server.base-path"))
        : text(environment.getProperty("server.servlet.context-path"))
            + text(environment.getProperty("spring.webflux.base-path"))
            + slash(environment.getProperty("spring.mvc.servlet.path"));
  }

  private static String healthPath(Environment environment) {
    String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
    String health =
        environment.getProperty("management.endpoints.web.path-mapping.health", "health");
    return slash(actuator) + slash(health);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String slash(@Nullable String path) {
    if (path == null || path.isEmpty() || path.equals("/")) {
      return "";
    }
    return path.startsWith("/") ? path : "/" + path;
  }
}
