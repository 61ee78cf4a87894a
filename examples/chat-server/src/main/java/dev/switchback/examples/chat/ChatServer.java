package dev.switchback.examples.chat;

import dev.switchback.Migrator;
import dev.switchback.cli.MigrateCommand;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat server, reduced to its database: its {@code main} is the command line of Switchback.
 *
 * <p>The environment variables SWITCHBACK_URL, SWITCHBACK_USER and SWITCHBACK_PASSWORD name the
 * database. Without them it is an H2 file in the folder of this example.
 */
public final class ChatServer {

  private static final String MIGRATIONS = "dev.switchback.examples.chat.migrations";

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * Creates the server.
   *
   * @param folder the folder of this example
   * @param environment the environment variables of the process
   */
  ChatServer(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  public static void main(String[] args) {
    Path folder = Path.of(System.getProperty("chat.folder", "examples/chat-server"));
    System.exit(new ChatServer(folder, System.getenv()).migrate().run(args));
  }

  /** Returns the command line over this server's database. */
  MigrateCommand migrate() {
    return MigrateCommand.of(this::migrator).sources(folder.resolve("src/main/java"), MIGRATIONS);
  }

  private Migrator migrator() {
    String url = environment.getOrDefault("SWITCHBACK_URL", "");
    return url.isEmpty()
        ? migrator(
            "jdbc:h2:"
                + folder.resolve("target/chat").toAbsolutePath()
                + ";TRACE_LEVEL_FILE=0", // otherwise H2 logs each missing table
            "sa",
            "")
        : migrator(url, environment.get("SWITCHBACK_USER"), environment.get("SWITCHBACK_PASSWORD"));
  }

  private static Migrator migrator(String url, @Nullable String user, @Nullable String password) {
    return Migrator.configure().url(url, user, password).packages(MIGRATIONS).build();
  }
}
