package dev.switchback.tck.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.tck.OwnFilesLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A migration whose class loader has the files that a test writes. */
final class SqlFolder {

  private static final String TYPE = M20250602000000_OfFiles.class.getName();

  private final Path root;

  SqlFolder(Path root) {
    this.root = root;
  }

  /** Writes a file beside the class. */
  SqlFolder with(String name, String text) throws IOException {
    return with(name, text.getBytes(UTF_8));
  }

  /** Writes a file beside the class, or below the root of the class path. */
  SqlFolder with(String name, byte[] bytes) throws IOException {
    Path folder =
        name.startsWith("/") ? root : root.resolve(TYPE.replace('.', '/')).resolveSibling("");
    Path file = folder.resolve(name.replaceFirst("^/", ""));
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes);
    return this;
  }

  MigratorBuilder configure(DataSource on, Consumer<QueryInterface> up) {
    return configure(on, up, db -> {});
  }

  /** A new class loader each time, which has read no file yet. */
  MigratorBuilder configure(
      DataSource on, Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    Class<? extends Migration> type = load();
    return Migrator.configure()
        .dataSource(on)
        .migrations(List.of(type))
        .factory(any -> create(type, up, down));
  }

  Class<? extends Migration> load() {
    try {
      return new OwnFilesLoader(M20250602000000_OfFiles.class, root.toUri().toURL())
          .load()
          .asSubclass(Migration.class);
    } catch (ReflectiveOperationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  static Migration create(
      Class<? extends Migration> type, Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    try {
      return type.getConstructor(Consumer.class, Consumer.class).newInstance(up, down);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
