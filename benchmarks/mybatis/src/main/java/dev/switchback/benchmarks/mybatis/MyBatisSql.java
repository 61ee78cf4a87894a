package dev.switchback.benchmarks.mybatis;

import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.Upgrade;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.ibatis.migration.ConnectionProvider;
import org.apache.ibatis.migration.FileMigrationLoader;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;
import org.jspecify.annotations.Nullable;

/** MyBatis Migrations with a folder of scripts. */
public final class MyBatisSql implements Contestant {

  private final File scripts = new File(System.getProperty("benchmarks.scripts"));

  /** Used by its name. */
  public MyBatisSql() {}

  @Override
  public Upgrade upgrade(DataSource dataSource, @Nullable String schema) {
    ConnectionProvider connections =
        () -> {
          Connection connection = dataSource.getConnection();
          if (schema != null) {
            connection.setSchema(schema);
          }
          return connection;
        };
    return () -> up(connections);
  }

  private void up(ConnectionProvider connections) {
    DatabaseOperationOption option = new DatabaseOperationOption();
    Properties variables = new Properties();
    variables.setProperty("changelog", option.getChangelogTable());
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    FileMigrationLoader loader = new FileMigrationLoader(scripts, "UTF-8", variables);
    new UpOperation().operate(connections, loader, option, quiet);
  }
}
