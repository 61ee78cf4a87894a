package dev.switchback.junit;

import dev.switchback.schema.SchemaSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The text of a schema in a file. The command line reads and writes the same form. */
final class SnapshotPage {

  private static final String TITLE =
      "# Written by 'schema --dump'. Compare it by 'schema --check'.";

  private SnapshotPage() {}

  static String of(SchemaSnapshot snapshot) {
    List<String> lines = new ArrayList<>(List.of(TITLE));
    lines.addAll(snapshot.lines());
    return String.join("\n", lines) + "\n";
  }
}
