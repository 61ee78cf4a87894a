package dev.switchback.h2;

import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.ServerErrors;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/** What the error codes of H2 mean: {@code org.h2.api.ErrorCode}. */
final class H2Errors implements ServerErrors {

  /**
   * {@code org.h2.api.ErrorCode}: TABLE_OR_VIEW_NOT_FOUND_1, …_WITH_CANDIDATES_2 (the only match
   * differs in case), …_DATABASE_EMPTY_1 and SCHEMA_NOT_FOUND_1.
   */
  private static final Set<Integer> TABLE_NOT_FOUND = Set.of(42102, 42103, 42104, 90079);

  /** {@code org.h2.api.ErrorCode}: LOCK_TIMEOUT_1. */
  private static final int LOCK_TIMEOUT = 50200;

  /** {@code org.h2.api.ErrorCode}: GENERAL_ERROR_1. */
  private static final int GENERAL_ERROR = 50000;

  /**
   * {@code org.h2.mvstore.DataUtils}: ERROR_WRITING_FAILED (2), after which the store is closed
   * (4). Measured on 2.5.252.
   */
  private static final Pattern STORE_LOST =
      Pattern.compile("MVStoreException: .*\\[[0-9.]+/[24]\\]", Pattern.DOTALL);

  @Override
  public boolean isMissingTable(SQLException error) {
    return TABLE_NOT_FOUND.contains(error.getErrorCode());
  }

  @Override
  public boolean isLockWait(SQLException error) {
    return error.getErrorCode() == LOCK_TIMEOUT;
  }

  @Override
  public boolean isStoreLost(SQLException error) {
    return error.getErrorCode() == GENERAL_ERROR
        && STORE_LOST.matcher(String.valueOf(error.getMessage())).find();
  }

  /** Classifies an error by the codes of {@code org.h2.api.ErrorCode}. */
  @Override
  public ErrorCause causeOf(SQLException error) {
    return switch (error.getErrorCode()) {
      case LOCK_TIMEOUT -> ErrorCause.LOCK_TIMEOUT;
      case 40001, 90131 -> ErrorCause.CONFLICT; // DEADLOCK_1, CONCURRENT_UPDATE_1
      case 57014 -> ErrorCause.CANCELLED;
      case 90007, 90067, 90098, 90121 -> ErrorCause.CONNECTION; // closed, broken, shut down
      case GENERAL_ERROR -> isStoreLost(error) ? ErrorCause.RESOURCE : ErrorCause.of(error);
      case 90028, 90031, 90100, 90108 -> ErrorCause.RESOURCE; // files, disk space, memory
      case 90040, 90096 -> ErrorCause.PERMISSION;
      case 90097 -> ErrorCause.READ_ONLY;
      default -> ErrorCause.of(error);
    };
  }
}
