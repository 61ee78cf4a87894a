package dev.switchback.testkit.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts PostgreSQL. Zonky's library does it, and knows how to do it for root. */
final class PostgreSqlLaunch {
  private static final long NO_PROCESS = 0;

  private PostgreSqlLaunch() {}

  static TestServer start() throws IOException {
    Path folder = ServerFolders.running("postgresql");
    Path data = Files.createDirectory(folder.resolve("data"));
    try {
      int port = start(data, ServerLog.in(folder)).getPort();
      String url = "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port);
      return new TestServer(TestDatabase.POSTGRESQL, url, "postgres", "postgres");
    } finally {
      ServerEnd.QUIT.whenThisJvmEnds(processOf(data), folder);
    }
  }

  private static EmbeddedPostgres start(Path data, ServerLog log) throws IOException {
    try {
      return EmbeddedPostgres.builder()
          .setOverrideWorkingDirectory(ServerFolders.root().resolve("postgresql").toFile())
          .setDataDirectory(data)
          .setOutputRedirector(Redirect.appendTo(log.file().toFile()))
          .setLocaleConfig("locale", "C")
          .setServerConfig("listen_addresses", "127.0.0.1")
          .setServerConfig("unix_socket_directories", "")
          .setServerConfig("max_connections", "200")
          // The library turns fsync off; these, too, only matter when a machine crashes.
          .setServerConfig("synchronous_commit", "off")
          .setServerConfig("full_page_writes", "off")
          .setPGStartupWait(ServerProcess.PATIENCE)
          .setRegisterShutdownHook(false) // it would not run if this JVM is killed; ours does
          .start();
    } catch (IOException | IllegalStateException e) {
      throw new IOException(e.getMessage() + ": " + log.end(), e);
    }
  }

  private static long processOf(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file) ? Long.parseLong(Files.readAllLines(file).get(0)) : NO_PROCESS;
  }
}
