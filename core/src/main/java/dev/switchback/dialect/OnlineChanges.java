package dev.switchback.dialect;

import dev.switchback.operation.Online;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses online changes that would block the sessions that use the table. */
public final class OnlineChanges {

  private OnlineChanges() {}

  /**
   * Refuses a change that has hazards.
   *
   * @param hazards what the database is known to do
   * @throws UnsupportedByDialectException if there is a hazard
   */
  public static void refuse(String database, Online operation, List<Hazard> hazards) {
    if (!hazards.isEmpty()) {
      throw new UnsupportedByDialectException(
          database,
          operation.describe()
              + ", because of "
              + hazards.stream().map(Hazard::toString).collect(Collectors.joining("; and of ")),
          "Nothing was sent. Instead, "
              + hazards.stream().map(Hazard::safeWay).collect(Collectors.joining("; and "))
              + ". Or leave out online(), if other sessions may wait");
    }
  }
}
