package dev.switchback.internal.store;

import dev.switchback.Direction;
import dev.switchback.LockLostException;
import dev.switchback.RowMapper;
import dev.switchback.internal.base.LockLoss;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journal, {@code switchback_journal}: for each unfinished migration, which steps are done and
 * which one was in progress when the process ended. A migration that was rolled back or completed
 * has no row.
 */
public final class Journal {

  private static final String REDO = "redo";
  private static final int REDO_ORDINAL = 0;

  private final MetadataTable table;

  public Journal(MetadataTables tables) {
    table = tables.journal();
  }

  /**
   * A step that was begun.
   *
   * @param isDone whether the step is done; if not, it was in progress and may have taken effect
   * @param answers what the migration read since the previous step, or {@code null} if nothing is
   *     recorded
   * @param session what the step changed in its session, if only the run that executed it could see
   *     it
   * @param before the result of the probe before the step was sent, or {@code null} without a probe
   * @param batch the last batch of the step that is committed, or {@code null} for none
   */
  public record Entry(
      int ordinal,
      Direction direction,
      String fingerprint,
      String description,
      boolean isDone,
      @Nullable String answers,
      @Nullable String session,
      @Nullable String before,
      @Nullable String batch) {

    /** Returns whether the entry is not a step, but the mark of a redo: see {@code Redo}. */
    public boolean isRedo() {
      return ordinal == REDO_ORDINAL && fingerprint.equals(REDO);
    }

    private Entry done() {
      return new Entry(
          ordinal, direction, fingerprint, description, true, answers, session, before, batch);
    }

    private Entry with(Notes notes, @Nullable String batch) {
      return new Entry(
          ordinal,
          direction,
          fingerprint,
          description,
          isDone,
          notes.answers,
          notes.session,
          notes.before,
          batch);
    }
  }

  /**
   * What the journal keeps in addition to a step.
   *
   * @param answers what the migration read since the previous step
   * @param session what the step changed in its session
   * @param before the result of the probe before the step is sent
   */
  public record Notes(
      @Nullable String answers, @Nullable String session, @Nullable String before) {}

  private String columns() {
    return table.columns(
        "migration", "ordinal", "direction", "fingerprint", "description", "state");
  }

  private String notes() {
    return table.columns("answers", "session", "before");
  }

  /** Returns the steps of one migration, in order. */
  public List<Entry> entries(MigrationName migration) throws SQLException {
    return withMark(migration).stream().filter(entry -> !entry.isRedo()).toList();
  }

  /** Returns the steps of one migration, after the mark of a redo if there is one. */
  public List<Entry> withMark(MigrationName migration) throws SQLException {
    return read(
            columns() + ", " + notes() + ", " + table.quote("batch"),
            table.qualified() + " WHERE " + table.quote("migration") + " = ?",
            row ->
                entry(row)
                    .with(
                        new Notes(row.getString(7), row.getString(8), row.getString(9)),
                        row.getString(10)),
            migration.value())
        .getOrDefault(migration, List.of());
  }

  /**
   * Returns the steps of all unfinished migrations, without their notes. Also reads a table that an
   * earlier build created.
   */
  public SortedMap<MigrationName, List<Entry>> all() {
    try {
      return read(columns(), table.from(), this::entry);
    } catch (SQLException e) {
      if (table.dialect().errors().isMissingTable(e)) {
        return new TreeMap<>();
      }
      table.requireColumns();
      throw table.unreadable(e);
    }
  }

  private SortedMap<MigrationName, List<Entry>> read(
      String columns, String from, RowMapper<Entry> mapper, Object... parameters)
      throws SQLException {
    SortedMap<MigrationName, List<Entry>> found = new TreeMap<>();
    table.read(
        table
            .dialect()
            .sessions()
            .allRowsOf("SELECT " + columns + " FROM " + from + " ORDER BY 1, 2"),
        row ->
            found
                .computeIfAbsent(table.migration(row, 1), any -> new ArrayList<>())
                .add(mapper.map(row)),
        parameters);
    found.values().forEach(Journal::completeAllButLast);
    return found;
  }

  private static Optional<Direction> direction(@Nullable String word) {
    return Stream.of(Direction.values()).filter(each -> each.toString().equals(word)).findFirst();
  }

  private Entry entry(ResultSet row) throws SQLException {
    boolean isRedo = row.getInt(2) == REDO_ORDINAL && REDO.equals(row.getString(3));
    Optional<Direction> direction =
        isRedo ? Optional.of(Direction.UP) : direction(row.getString(3));
    Optional<State> state = State.of(row.getString(6));
    String fingerprint = row.getString(4);
    String description = row.getString(5);
    if (direction.isEmpty() || state.isEmpty() || fingerprint == null || description == null) {
      throw table.damaged(
          "its row for step %d of '%s' cannot be read: direction '%s', fingerprint '%s', description '%s', state '%s'"
              .formatted(
                  row.getInt(2),
                  row.getString(1),
                  row.getString(3),
                  fingerprint,
                  description,
                  row.getString(6)),
          "Correct that row, or clean up the remaining changes of the migration by hand and delete"
              + " its rows");
    }
    boolean isDone = state.get() == State.DONE;
    return new Entry(
        row.getInt(2), direction.get(), fingerprint, description, isDone, null, null, null, null);
  }

  /** Marks all steps but the last as done: a step is done once a later one was begun. */
  private static void completeAllButLast(List<Entry> entries) {
    for (int i = 0; i < entries.size() - 1; i++) {
      entries.set(i, entries.get(i).done());
    }
  }

  /** The state that is written for a step. */
  public enum State {
    INTENT,
    DONE;

    private static Optional<State> of(@Nullable String word) {
      return Stream.of(values()).filter(state -> state.name().equals(word)).findFirst();
    }
  }

  /**
   * Inserts a step, to be committed together with its effect.
   *
   * @throws LockLostException if another run has taken over
   */
  public void write(
      MigrationName migration, Direction direction, Step step, State state, Notes notes, Gate gate)
      throws SQLException {
    String columns = columns() + ", " + notes();
    int rows =
        table.write(
            ("INSERT INTO " + table.qualified() + " (" + columns + ")")
                + (" SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? " + gate.ifOpen()),
            migration.value(),
            step.ordinal(),
            direction.toString(),
            step.fingerprint(),
            shortened(step.description()),
            state.name(),
            notes.answers(),
            notes.session() == null ? null : shortened(notes.session()),
            notes.before());
    if (rows != 1) {
      throw LockLoss.takenOver();
    }
  }

  /**
   * Marks a migration that a redo reverts, in the transaction that removes its record. The last
   * migration of the redo gets {@link RedoMark#REVERTED}, and so do all earlier marks.
   */
  public void markRedo(MigrationName migration, RedoMark mark) throws SQLException {
    State state =
        switch (mark) {
          case REVERTING -> State.INTENT;
          case REVERTED -> State.DONE;
        };
    if (mark == RedoMark.REVERTED) {
      table.write(
          "UPDATE %s SET %s = ? WHERE %s = ?"
              .formatted(table.qualified(), table.quote("state"), table.quote("direction")),
          state.name(),
          REDO);
    }
    table.write(
        "INSERT INTO %s (%s) VALUES (?, ?, ?, ?, ?, ?)"
            .formatted(
                table.qualified(),
                table.columns(
                    "migration", "ordinal", "direction", "fingerprint", "description", "state")),
        migration.value(),
        REDO_ORDINAL,
        REDO,
        REDO,
        "reverted by a redo, to be applied again",
        state.name());
  }

  private static String shortened(String description) {
    int longest = MetadataTables.LONGEST_DESCRIPTION;
    return description.length() <= longest
        ? description
        : description.substring(0, longest - 1) + "…";
  }

  /** Records that a step is done. Returns {@code false} if the step is not in the journal. */
  public boolean markDone(MigrationName migration, int ordinal, Gate gate) throws SQLException {
    return change(done(), migration, ordinal, gate);
  }

  /**
   * Records that a step is done, what it read, and what it changed in its session. Returns {@code
   * false} if the step is not in the journal.
   */
  public boolean markDone(MigrationName migration, int ordinal, Notes notes, Gate gate)
      throws SQLException {
    String session = notes.session();
    return change(
        done() + ", " + table.quote("answers") + " = ?, " + table.quote("session") + " = ?",
        migration,
        ordinal,
        gate,
        notes.answers(),
        session == null ? null : shortened(session));
  }

  /**
   * Records a batch of a step, to be committed together with it. Returns {@code false} if the step
   * is not in the journal.
   *
   * @param batch what the next run needs to continue after it
   * @param description the step, and how much of it is done
   */
  public boolean markBatch(
      MigrationName migration, int ordinal, String batch, String description, Gate gate)
      throws SQLException {
    return change(
        "UPDATE %s SET %s = ?, %s = ?"
            .formatted(table.qualified(), table.quote("batch"), table.quote("description")),
        migration,
        ordinal,
        gate,
        batch,
        shortened(description));
  }

  private String done() {
    return "UPDATE "
        + table.qualified()
        + " SET "
        + table.quote("state")
        + " = '"
        + State.DONE
        + "'";
  }

  /** Deletes a step that did not take effect. */
  public void remove(MigrationName migration, int ordinal, Gate gate) throws SQLException {
    change("DELETE FROM " + table.qualified(), migration, ordinal, gate);
  }

  private boolean change(
      String what, MigrationName migration, int ordinal, Gate gate, @Nullable Object... values)
      throws SQLException {
    List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(values));
    parameters.add(migration.value());
    parameters.add(ordinal);
    int rows =
        table.write(
            (what + " WHERE " + table.quote("migration") + " = ?")
                + (" AND " + table.quote("ordinal") + " = ? AND " + gate.isOpen()),
            parameters.toArray());
    if (rows != 1) {
      gate.requireOpen();
    }
    return rows == 1;
  }

  /** Deletes all rows of a migration that is finished. */
  public void removeAll(MigrationName migration) throws SQLException {
    table.write(
        "DELETE FROM " + table.qualified() + " WHERE " + table.quote("migration") + " = ?",
        migration.value());
  }
}
