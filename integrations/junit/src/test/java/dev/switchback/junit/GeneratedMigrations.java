package dev.switchback.junit;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * Migrations of an application as it grows: a table with a key to the one before it, then columns,
 * indexes, unique keys and rows. Compiled into a folder.
 */
final class GeneratedMigrations {

  static final String PACKAGE = "com.acme.generated";

  private GeneratedMigrations() {}

  /** Compiles migrations, and returns a class loader that finds them. */
  static URLClassLoader compile(Path folder, int count) throws IOException {
    return compile(folder, count, Map.of());
  }

  /**
   * Compiles migrations, and other classes of their package.
   *
   * @param others the source of each other class by its name
   */
  static URLClassLoader compile(Path folder, int count, Map<String, String> others)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    for (int i = 0; i < count; i++) {
      String name = className(i);
      Path source = folder.resolve(name + ".java");
      Files.writeString(source, source(name, i));
      arguments.add(source.toString());
    }
    for (Map.Entry<String, String> other : others.entrySet()) {
      Path source = folder.resolve(other.getKey() + ".java");
      Files.writeString(source, other.getValue());
      arguments.add(source.toString());
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new AssertionError("the generated migrations do not compile");
    }
    return loader(classes);
  }

  private static String className(int number) {
    return "M202601010%d%02d%02d_Change%d"
        .formatted(number / 3600, number / 60 % 60, number % 60, number);
  }

  /** Returns the name of a migration. */
  static String name(int number) {
    return className(number).substring(1).replace("_Change", "-change");
  }

  private static URLClassLoader loader(Path classes) throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, GeneratedMigrations.class.getClassLoader());
  }

  private static String source(String name, int number) {
    int table = number / 4;
    return """
    package %s;

    import static dev.switchback.schema.Condition.*;
    import static dev.switchback.schema.Constraints.*;
    import static dev.switchback.schema.DataTypes.*;
    import static dev.switchback.schema.Row.row;

    import dev.switchback.*;

    public final class %s implements Migration {
      @Override
      public void up(QueryInterface db) {
        %s
      }

      @Override
      public void down(QueryInterface db) {
        %s
      }
    }
    """
        .formatted(PACKAGE, name, up(number % 4, table), down(number % 4, table));
  }

  private static String up(int kind, int table) {
    return switch (kind) {
      case 0 ->
          """
          db.createTable("table_%1$d", t -> {
            t.column("id", integer().notNull().primaryKey());
            t.column("name", string(100).notNull());
            t.column("amount", decimal(10, 2).notNull().defaultValue(0));
            t.column("created_at", timestamp().notNull().defaultNow());
            %2$s
          });
          """
              .formatted(
                  table,
                  table == 0
                      ? ""
                      : "t.column(\"parent_id\", integer().nullable().references(\"table_"
                          + (table - 1)
                          + "\", \"id\"));");
      case 1 ->
          """
          db.addColumn("table_%1$d", "email", string(200).nullable());
          db.addIndex("table_%1$d", "email");
          """
              .formatted(table);
      case 2 ->
          """
          db.addConstraint("table_%1$d", unique("name", "amount"));
          db.changeColumn("table_%1$d", "name", string(150));
          """
              .formatted(table);
      default ->
          """
          db.bulkInsert("table_%1$d", row("id", 1, "name", "Ann"));
          db.addColumn("table_%1$d", "size", integer().notNull().defaultValue(1));
          """
              .formatted(table);
    };
  }

  private static String down(int kind, int table) {
    return switch (kind) {
      case 0 -> "db.dropTable(\"table_%d\");".formatted(table);
      case 1 -> "db.removeColumn(\"table_%d\", \"email\");".formatted(table);
      case 2 ->
          """
          db.changeColumn("table_%1$d", "name", string(100));
          db.removeConstraint("table_%1$d", "table_%1$d_name_amount_uk");
          """
              .formatted(table);
      default ->
          """
          db.removeColumn("table_%1$d", "size");
          db.bulkDelete("table_%1$d", where("id", 1));
          """
              .formatted(table);
    };
  }
}
