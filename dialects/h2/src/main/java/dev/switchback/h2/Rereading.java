package dev.switchback.h2;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogRow;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue again if another session dropped a constraint at that moment. H2 then finds a
 * constraint without a table, and reports a {@code NullPointerException}, or shows a constraint
 * without columns or without a name, or a column without a type (measured on 2.5.252, {@code
 * TABLE_CONSTRAINTS} and {@code KEY_COLUMN_USAGE}).
 */
final class Rereading {

  /** {@code org.h2.api.ErrorCode}: GENERAL_ERROR_1. */
  private static final int GENERAL_ERROR = 50000;

  private static final int TRIES = 50;

  private Rereading() {}

  static <T> T read(Supplier<T> reading) {
    for (int tries = 1; ; tries++) {
      try {
        return reading.get();
      } catch (CatalogException e) {
        if (tries == TRIES || !isPassing(e)) {
          throw e;
        }
      }
      pause();
    }
  }

  private static boolean isPassing(CatalogException failure) {
    return failure.getCause() instanceof Changing
        || failure.getCause() instanceof CatalogRow.MissingValueException
        || (failure.getCause() instanceof SQLException error
            && error.getErrorCode() == GENERAL_ERROR
            && String.valueOf(error.getMessage()).contains("NullPointerException"));
  }

  private static final class Changing extends SQLException {
    private static final long serialVersionUID = 1;

    Changing() {
      super("another session is changing the schema");
    }
  }

  /** Returns the name that the catalogue shows, or fails so that it is read again. */
  static String present(@Nullable String name) {
    if (name == null) {
      throw new CatalogException(new Changing());
    }
    return name;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
