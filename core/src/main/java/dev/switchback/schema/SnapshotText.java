package dev.switchback.schema;

import dev.switchback.schema.SnapshotParts.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes a snapshot for readers. Has everything that is compared, a line for each object. */
final class SnapshotText {

  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();

  private SnapshotText() {}

  static List<String> of(SchemaSnapshot snapshot) {
    SnapshotText text = new SnapshotText();
    snapshot.tables().forEach(text::table);
    text.things("", SnapshotParts.views(snapshot));
    text.things("", SnapshotParts.enumTypes(snapshot));
    text.things("", SnapshotParts.sequences(snapshot));
    return List.copyOf(text.lines);
  }

  private void table(TableDescription table) {
    lines.add(line("table " + table.name(), SnapshotParts.table(table)));
    String column = table.name() + ".";
    SnapshotParts.columns(table)
        .forEach(
            (subject, thing) ->
                lines.add(INDENT + line(subject.substring(column.length()), thing)));
    things(" of " + table.name(), SnapshotParts.constraints(table));
    things(" of " + table.name(), SnapshotParts.indexes(table.name(), table.indexes()));
  }

  /**
   * Adds a line for each object.
   *
   * @param owner the end of the subject, which the lines do not repeat; empty for none
   */
  private void things(String owner, Map<String, Thing> things) {
    things.forEach(
        (subject, thing) ->
            lines.add(
                owner.isEmpty()
                    ? line(subject, thing)
                    : INDENT + line(without(owner, subject), thing)));
  }

  private static String without(String owner, String subject) {
    return subject.substring(0, subject.length() - owner.length());
  }

  private static String line(String subject, Thing thing) {
    StringJoiner attributes = new StringJoiner(", ", ": ", "").setEmptyValue("");
    thing.attributes().forEach((name, value) -> words(name, value).ifPresent(attributes::add));
    return subject.replaceAll("\\s", " ") + attributes;
  }

  /** Returns the words for an attribute; empty for the usual value. */
  private static Optional<String> words(String name, Optional<Object> value) {
    boolean isTrue = value.equals(Optional.of(true));
    boolean isFalse = value.equals(Optional.of(false));
    String words = SnapshotDifferences.words(value);
    return switch (name) {
      case "nullable" -> isTrue ? Optional.empty() : Optional.of("not null");
      case "valid" -> isTrue ? Optional.empty() : Optional.of("invalid");
      case "type" -> Optional.of(words);
      default ->
          isTrue
              ? Optional.of(name)
              : isFalse || value.isEmpty() || words.equals("none")
                  ? Optional.empty()
                  : Optional.of(name + " " + words);
    };
  }
}
