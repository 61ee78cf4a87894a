package dev.switchback.mysql;

import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.ServerErrors;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Classifies the error numbers of MySQL and MariaDB. Both servers have most of them. */
final class MySqlErrors implements ServerErrors {

  /**
   * ER_NO_SUCH_TABLE; also ER_NO_DB_ERROR and ER_BAD_DB_ERROR, because without a current database,
   * or if it does not exist, the table is missing too.
   */
  private static final Set<Integer> NO_SUCH_TABLE = Set.of(1146, 1046, 1049);

  /** ER_LOCK_WAIT_TIMEOUT, for locks of rows and of tables, and ER_LOCK_NOWAIT. */
  private static final Set<Integer> LOCK_WAIT = Set.of(1205, 3572);

  @Override
  public boolean isMissingTable(SQLException error) {
    return NO_SUCH_TABLE.contains(error.getErrorCode());
  }

  @Override
  public boolean isLockWait(SQLException error) {
    return LOCK_WAIT.contains(error.getErrorCode());
  }

  @Override
  public ErrorCause causeOf(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1205, 3572 -> ErrorCause.LOCK_TIMEOUT;
      // LOCK_DEADLOCK; CHECKREAD, of a snapshot; ERROR_DURING_COMMIT and
      // TRANSACTION_ROLLBACK_DURING_COMMIT, of a cluster
      case 1213, 1020, 1180, 3101 -> ErrorCause.CONFLICT;
      case 1317, 1969, 3024 -> ErrorCause.CANCELLED;
      // shutdown, killed session, lost connection
      case 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 4031 ->
          ErrorCause.CONNECTION;
      // disk, memory, tablespace; connections and the user's limit of them
      case 1021, 1026, 1030, 1037, 1038, 1041, 1114, 1135, 1197, 1206, 1040, 1203, 1226, 1637 ->
          ErrorCause.RESOURCE;
      case 1044, 1045, 1142, 1143, 1211, 1227, 1370, 1410, 1419, 1698, 1820, 1862, 3118, 4151 ->
          ErrorCause.PERMISSION;
      case 1792, 1836, 1874 -> ErrorCause.READ_ONLY;
      case 1290 -> // OPTION_PREVENTS_STATEMENT, whose option is in its message
          String.valueOf(error.getMessage()).matches("(?s).*read[-_]only.*")
              ? ErrorCause.READ_ONLY
              : ErrorCause.STATEMENT;
      default -> causeOfDriver(error);
    };
  }

  private static ErrorCause causeOfDriver(SQLException error) {
    String message = String.valueOf(error.getMessage());
    if (message.startsWith("Connection is read-only")) { // Connector/J sends nothing then
      return ErrorCause.READ_ONLY;
    }
    return message.matches("(?s).*Connection character.set.* was changed to.*") // MariaDB's driver
        ? ErrorCause.DRIVER_SETTING
        : ErrorCause.of(error);
  }

  /** Returns a hint for an error that has no cause of its own kind. */
  static Optional<String> hint(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1049 -> Optional.of("Create the database, or name another one in the URL.");
      case 1130 ->
          Optional.of(
              "Create an account for this host, because an account is valid for certain hosts.");
      case 1845, 1846 -> // ALTER_OPERATION_NOT_SUPPORTED, with and without a reason
          Optional.of(
              "The server would copy the table, or block the sessions that write to it. It has"
                  + " changed nothing. Leave out online() if they may wait. Otherwise add a column"
                  + " or a table beside it, fill that by backfill(…), and remove the old one in a"
                  + " later release.");
      case 1129 ->
          Optional.of("The server blocks this host after many errors: run FLUSH HOSTS on it.");
      default ->
          String.valueOf(error.getMessage()).contains("Public Key Retrieval is not allowed")
              ? Optional.of("Use TLS, or write allowPublicKeyRetrieval=true into the URL.")
              : Optional.empty();
    };
  }
}
