package dev.switchback.mysql;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.sql.Connection;
import java.util.List;

/** Checks a group of servers that replicate each other. */
final class GroupReplication {

  private static final String DATABASE = "MySQL";

  /** The variable that tells whether the group has only one primary. */
  static final String SINGLE_PRIMARY = "group_replication_single_primary_mode";

  private static final String TO_ONE_PRIMARY =
      "Switch the group to a single primary: SELECT"
          + " group_replication_switch_to_single_primary_mode().";

  private GroupReplication() {}

  /** Checks that a group that may have several primaries has only one. */
  static void refuseSeveralPrimaries(Connection connection) {
    try {
      requireOne(
          CatalogQuery.strings(
              connection,
              InFull.inMySql(
                  "SELECT MEMBER_ID FROM performance_schema.replication_group_members"
                      + " WHERE MEMBER_ROLE = 'PRIMARY' AND MEMBER_STATE = 'ONLINE'")));
    } catch (CatalogException e) {
      throw new UnsupportedByDialectException(
          DATABASE,
          "determine whether its group has several primaries, because this user may not see the"
              + " members",
          "Nothing was run. Allow this user to read performance_schema.replication_group_members."
              + " Or: "
              + TO_ONE_PRIMARY);
    }
  }

  static void requireOne(List<String> primaries) {
    if (primaries.size() > 1) {
      throw new UnsupportedByDialectException(
          DATABASE,
          "migrate a group with several primaries, because no server of the group can prove to the"
              + " others that a run is the only one",
          "Nothing was run. " + TO_ONE_PRIMARY);
    }
  }
}
