package dev.switchback.tck.contract;

import static dev.switchback.tck.contract.Canaries.CANARY;

import dev.switchback.servers.TestDatabase;
import java.util.List;
import java.util.stream.Stream;

/** URLs that lead nowhere, with a password in every place where somebody has put one. */
final class SecretUrls {

  private SecretUrls() {}

  /** Those that the driver of this database takes for its own, or nearly. */
  static List<String> of(TestDatabase kind) {
    Stream<String> own =
        switch (kind) {
          case H2 -> h2();
          case POSTGRESQL -> Stream.concat(server("postgresql"), postgresql());
          case MARIADB -> Stream.concat(server("mariadb"), mariadb());
          case MYSQL -> Stream.concat(server("mysql"), mysql());
        };
    return Stream.concat(own, others()).map(url -> url.replace("§", CANARY)).toList();
  }

  /** What is like a host, a port and parameters for each of the three drivers. */
  private static Stream<String> server(String scheme) {
    return Stream.of(
            "//127.0.0.1:1/db?user=me&password=§",
            "//127.0.0.1:1/db?password=§&ssl=true",
            "//127.0.0.1:1/db?PASSWORD=§",
            "//127.0.0.1:1/db?Password=%20§",
            "//127.0.0.1:1/db?pwd=§",
            "//127.0.0.1:1/db?password='§'",
            "//127.0.0.1:1/db?password=\"a §\"",
            "//127.0.0.1:1/db?password=a&§",
            "//127.0.0.1:1/db?sslpassword=§&sslmode=verify-full&sslkey=/no/such",
            "//127.0.0.1:1/db?trustStorePassword=§&trustStore=/no/such",
            "//127.0.0.1:1/db?trustCertificateKeyStorePassword=§",
            "//127.0.0.1:1/db?keyStorePassword=§&keyStore=/no/such",
            "//127.0.0.1:1/db?accessToken=§",
            "//127.0.0.1:1/db?secret=§",
            "//127.0.0.1:1/db?connectTimeout=soon&password=§",
            "//127.0.0.1:1/db?%zz=1&password=§",
            "//127.0.0.1:1,127.0.0.1:2/db?user=me&password=§&retriesAllDown=1",
            "//[::1]:1/db?password=§",
            "//[::1/db?password=§",
            "//127.0.0.1:port/db?password=§",
            "//127.0.0.1:99999/db?password=§",
            "//?password=§",
            "//me:§@127.0.0.1:1/db",
            "//me:§%40x@127.0.0.1:1/db",
            "//me:p@§@127.0.0.1:1/db",
            "//me:p/§@127.0.0.1:1/db",
            "//me:p:§@127.0.0.1:1/db",
            "//:§@127.0.0.1:1/db",
            "//127.0.0.1:§@127.0.0.1:1/db",
            "//me:§@nowhere.invalid/db",
            "//nowhere.invalid/db?user=me&password=§",
            "/127.0.0.1:1/db?password=§",
            "127.0.0.1:1/db?password=§")
        .map(rest -> "jdbc:" + scheme + ":" + rest);
  }

  private static Stream<String> postgresql() {
    return Stream.of(
        "jdbc:postgresql:db?user=me&password=§&port=1",
        "jdbc:postgresql://127.0.0.1:1/db?password=§&sslfactory=no.such.Class",
        "jdbc:postgresql://127.0.0.1:1/db?password=§&service=nosuch",
        "jdbc:postgresql://127.0.0.1:1/db?password=§&socketFactory=no.such.Class");
  }

  private static Stream<String> mariadb() {
    return Stream.of(
        "jdbc:mariadb:sequential://address=(host=127.0.0.1)(port=1)/db?password=§",
        "jdbc:mariadb:replication://127.0.0.1:1,127.0.0.1:2/db?password=§&retriesAllDown=1",
        "jdbc:mariadb:nosuchmode://127.0.0.1:1/db?password=§",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=1)(user=me)(password=§)/db",
        "jdbc:mariadb://127.0.0.1:1/db?password=§&credentialType=NOSUCH");
  }

  private static Stream<String> mysql() {
    return Stream.of(
        "jdbc:mysql://address=(host=127.0.0.1)(port=1)(user=me)(password=§)/db",
        "jdbc:mysql://(host=127.0.0.1,port=1,user=me,password=§)/db",
        "jdbc:mysql://(host=127.0.0.1,port=1,user=me,password=§/db",
        "jdbc:mysql://me:§@[127.0.0.1:1,127.0.0.1:2]/db?retriesAllDown=1",
        "jdbc:mysql:loadbalance://me:§@127.0.0.1:1,127.0.0.1:2/db?retriesAllDown=1",
        "jdbc:mysql:replication://me:§@127.0.0.1:1/db?retriesAllDown=1",
        "jdbc:mysql+srv://me:§@nowhere.invalid/db",
        "mysqlx://me:§@127.0.0.1:1/db",
        "jdbc:mysql://127.0.0.1:1/db?password=§&socketFactory=no.such.Class",
        "jdbc:mysql://127.0.0.1:1/db?password=§&sslMode=NOSUCH");
  }

  private static Stream<String> h2() {
    return Stream.of(
        "jdbc:h2:tcp://127.0.0.1:1/x;USER=me;PASSWORD=§",
        "jdbc:h2:tcp://me:§@127.0.0.1:1/x",
        "jdbc:h2:tcp://127.0.0.1:§/x",
        "jdbc:h2:ssl://127.0.0.1:1/x;PASSWORD=§",
        "jdbc:h2:tcp://nowhere.invalid/x;PASSWORD=§",
        "jdbc:h2:mem:nowhere;IFEXISTS=TRUE;PASSWORD=§",
        "jdbc:h2:mem:nowhere;IFEXISTS=TRUE;password=§",
        "jdbc:h2:mem:nowhere;IFEXISTS=TRUE;PWD=§",
        "jdbc:h2:mem:nowhere;PASSWORD=§;PASSWORD=other",
        "jdbc:h2:mem:nowhere;NOSUCHSETTING=1;PASSWORD=§",
        "jdbc:h2:mem:nowhere;PASSWORD §",
        "jdbc:h2:mem:nowhere;PASSWORD:§",
        "jdbc:h2:mem:nowhere;PASSWORD=§;MODE=NoSuch",
        "jdbc:h2:mem:nowhere;PASSWORD=§;TRACE_LEVEL_FILE=x",
        "jdbc:h2:mem:nowhere;PASSWORD=§;INIT=SELECT nothing",
        "jdbc:h2:mem:nowhere;PASSWORD=§;INIT=RUNSCRIPT FROM 'nowhere.sql'",
        "jdbc:h2:mem:nowhere;PASSWORD=§;INIT=CREATE USER x PASSWORD '§' NOSUCH",
        "jdbc:h2:nowhere;PASSWORD=§",
        "jdbc:h2:zip:./nowhere.zip!/x;PASSWORD=§",
        "jdbc:h2:nio:/proc/nowhere/x;PASSWORD=§",
        "jdbc:h2:file:/proc/nowhere/x;CIPHER=AES;PASSWORD=§",
        "jdbc:h2:file:/proc/nowhere/x;CIPHER=NOSUCH;PASSWORD=a §",
        "jdbc:h2:nosuchfs:x;PASSWORD=§",
        "jdbc:h2:;PASSWORD=§",
        "jdbc:h2;PASSWORD=§");
  }

  /** No driver here takes them. */
  private static Stream<String> others() {
    return Stream.of(
        "jdbc:oracle:thin:me/§@nowhere:1521:db",
        "jdbc:oracle:thin:me/§@//nowhere:1521/db",
        "jdbc:sqlserver://nowhere;user=me;password={§}",
        "postgres://me:§@nowhere/db",
        "me:§@nowhere",
        "JDBC:NOSUCH://me:§@nowhere/db",
        "jdbc:§",
        "§");
  }
}
