package dev.switchback.internal.fingerprint;

import dev.switchback.DatabaseProduct;
import dev.switchback.internal.base.SqlFile;
import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.ViewOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The operations that {@code up} of a migration requests, in order, each in its {@link
 * CanonicalForm}, which never changes. The log ends where the migration reads, because its later
 * steps depend on what it finds.
 */
public final class OperationLog {

  private static final String VERSION = "v1:";
  private static final String SEPARATOR = "\u001e";

  private final List<Entry> entries = new ArrayList<>();
  private final AffectedTables touched = new AffectedTables();

  /** The nesting depth of open {@code reversibly(…)} calls. */
  private int depth;

  private boolean hasRead;
  private boolean isTelling;
  private boolean isOfReversible;

  /** Whether later operations may depend on what was read. */
  private boolean isOver;

  /** Whether that dependence ends with the open {@code reversibly(…)} calls. */
  private boolean hasReadWithin;

  /** The first part of which a change would not change the fingerprint. */
  private @Nullable String uncompared;

  /** The kind of an entry. */
  enum Kind {
    /** An operation. */
    STEP,
    /** Work of the migration whose effect Switchback cannot read. */
    OPAQUE,
    /** A read of the database. What follows it is not recorded. */
    READ,
    /** The beginning or the end of a branch for some databases. */
    BRANCH,
    /** The steps of a repeatable migration that this one runs after. */
    AFTER,
    /** A note on the next step, which is not part of the fingerprint. */
    NOTE,
    /**
     * A schema change after a {@code reversibly(…)} within which the migration read. It counts only
     * for the undo.
     */
    BEHIND
  }

  /**
   * A step.
   *
   * @param fingerprint identifies the same step in another log
   * @param formerly the fingerprint that an earlier version computed
   * @param text a human-readable description without secrets
   */
  public record Entry(Kind kind, String fingerprint, String formerly, String text) {

    Entry(Kind kind, String fingerprint, String text) {
      this(kind, fingerprint, fingerprint, text);
    }

    private String line() {
      return kind + " " + fingerprint + " " + text.replace(SEPARATOR, " ");
    }

    private static Entry of(String line) {
      String[] parts = line.split(" ", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("'" + line + "' is no step");
      }
      return new Entry(Kind.valueOf(parts[0]), parts[1], parts[2]);
    }

    /** Compares without the text, which is only human-readable and may change between versions. */
    private boolean isSame(Entry other) {
      return kind == other.kind
          && (fingerprint.equals(other.fingerprint)
              || formerly.equals(other.fingerprint)
              || fingerprint.equals(other.formerly));
    }
  }

  /** Begins {@code reversibly(…)}. */
  public void begin() {
    depth++;
  }

  /**
   * Ends {@code reversibly(…)}. Operations after the outermost one do not depend on reads within
   * it.
   */
  public void end() {
    depth--;
    if (depth == 0 && hasReadWithin) {
      isOver = false;
      hasReadWithin = false;
    }
  }

  public void add(Operation operation) {
    if (isOver || (hasRead && (depth > 0 || operation.bare() instanceof DataOperation))) {
      return;
    }
    touched.add(operation);
    isTelling |= isTelling(operation);
    if (hasValues(operation)) {
      noteUncompared("the values of " + operation.describe());
    }
    String form = CanonicalForm.of(operation);
    String text = isShownAsForm(operation) ? form : operation.describe();
    add(
        new Entry(
            hasRead ? Kind.BEHIND : Kind.STEP,
            CanonicalForm.fingerprint(form),
            CanonicalForm.fingerprintAsGiven(operation),
            text));
  }

  /** Returns whether the form is short, and contains no rows, and no statement of the author. */
  private static boolean isShownAsForm(Operation operation) {
    return operation.raw().isEmpty()
        && !(operation.bare() instanceof DataOperation)
        && !(operation.bare() instanceof ViewOperation view && view.hasQuery());
  }

  /**
   * Returns whether the form contains all values of the operation. The values of rows, and those
   * bound to raw SQL, are not in it.
   */
  private static boolean isTelling(Operation operation) {
    return !hasValues(operation)
        && !(operation.bare() instanceof ViewOperation view && !view.changesDefinition());
  }

  private static boolean hasValues(Operation operation) {
    return operation.raw().isPresent()
        ? !operation.raw().get().parameters().isEmpty()
        : operation.bare() instanceof DataOperation;
  }

  private void noteUncompared(String part) {
    if (uncompared == null) {
      uncompared = part;
    }
  }

  /**
   * Returns the first part of which a change would not change the fingerprint: values, a read, or
   * work on the connection. Empty if the fingerprint covers everything.
   */
  public Optional<String> uncompared() {
    return Optional.ofNullable(uncompared);
  }

  /**
   * Adds the steps of a repeatable migration that this one runs after. It then has another
   * fingerprint whenever that one has.
   */
  public void addPredecessor(String name, OperationLog steps) {
    add(
        new Entry(
            Kind.AFTER, steps.fingerprint(), "the steps of '" + name + "', which runs before"));
  }

  /**
   * Begins a branch of a choice by database.
   *
   * @param products its databases; empty for all others
   */
  public void beginBranch(Set<DatabaseProduct> products) {
    List<String> names = products.stream().map(DatabaseProduct::name).sorted().toList();
    addBranch(names.isEmpty() ? "otherwise" : "on " + String.join(", ", names));
  }

  /** Ends the branch. */
  public void endBranch() {
    addBranch("end of the branch");
  }

  private void addBranch(String text) {
    add(new Entry(Kind.BRANCH, CanonicalForm.fingerprint(text), text));
  }

  /** Adds a SQL file, of which the fingerprint contains the text for every database. */
  public void addResource(SqlFile file) {
    addFile(file.form(), file.describe());
  }

  /** Adds a SQL file that cannot be read now, so that it differs from the applied one. */
  void addUnreadable(String name) {
    addFile("executeResource()", "executeResource '" + name + "', which cannot be read");
  }

  private void addFile(String file, String text) {
    if (isOver || (hasRead && depth > 0)) {
      return;
    }
    touched.addAnything();
    isTelling = true;
    add(new Entry(hasRead ? Kind.BEHIND : Kind.STEP, CanonicalForm.fingerprint(file), text));
  }

  public void addOpaque(String description) {
    add(new Entry(Kind.OPAQUE, CanonicalForm.fingerprint(description), description));
  }

  /** Adds a read of the catalogue. */
  public void addLook(String description) {
    add(new Entry(Kind.READ, CanonicalForm.fingerprint(description), description));
  }

  /** Adds an insert, and that the migration reads the numbers of its rows. */
  public void addNumbered(Operation operation) {
    add(operation);
    addLook("the numbers of " + operation.describe());
  }

  /** Adds a query. The human-readable text contains only its beginning. */
  public void addQuery(String method, String sql) {
    String fingerprint = CanonicalForm.fingerprint(method + " " + sql);
    add(new Entry(Kind.READ, fingerprint, method + " '" + ExecuteSql.shorten(sql) + "'"));
  }

  public void addAcknowledgement(String reason) {
    add(new Entry(Kind.NOTE, "-", "acknowledged: " + requireReason(reason)));
  }

  /** Returns the reason. Rejects an empty one. */
  public static String requireReason(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("acknowledged – it requires a reason");
    }
    return reason;
  }

  /** Returns a query for {@code verifiedBy}. Rejects an empty one. */
  public static String requireQuery(@Nullable String query) {
    if (query == null || query.isBlank()) {
      throw new IllegalArgumentException("verifiedBy: the query is empty. Nothing was sent");
    }
    return query;
  }

  /** Rejects {@code verifiedBy} for a typed operation, which is probed in the catalogue. */
  public static void refuseVerifying(@Nullable String query, Operation operation) {
    if (query != null && operation.raw().isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + ": verifiedBy is not for typed operations, because a probe of the catalogue checks"
              + " them. Nothing was sent. Leave it out, or put it before execute(…) or"
              + " withConnection(…)");
    }
  }

  /** Rejects {@code verifiedBy} for a SQL file, whose statements are steps of their own. */
  public static void refuseVerifyingFile(@Nullable String query, String name) {
    if (query != null) {
      throw new SqlFile.Refused(
          "executeResource '"
              + name
              + "': verifiedBy is for one statement, and each statement of a file is a step."
              + " Nothing was sent. Leave it out, or put it before execute(…) with that statement");
    }
  }

  private void add(Entry entry) {
    if (entry.kind == Kind.OPAQUE || entry.kind == Kind.READ) {
      touched.addAnything();
      noteUncompared(entry.text);
    }
    if (!isOver && (!hasRead || entry.kind == Kind.BEHIND)) {
      entries.add(entry);
    }
    if (!isOver && entry.kind == Kind.READ) {
      hasRead = true;
      isOver = true;
      hasReadWithin = depth > 0;
    }
  }

  /** Returns whether the migration has read, after which nothing counts for {@code up}. */
  boolean hasRead() {
    return hasRead;
  }

  /** Declares that no step outside {@code reversibly(…)} depends on a read within it. */
  void isOfReversible() {
    isOfReversible = true;
  }

  /** Returns whether the undo has steps that the fingerprint does not cover. */
  public boolean goesBeyondReads() {
    return hasRead && isOfReversible;
  }

  /**
   * Returns whether the two migrations certainly use no common table, so that their order does not
   * matter.
   */
  public boolean isApartFrom(OperationLog other) {
    return touched.isApartFrom(other.touched);
  }

  /**
   * Returns the tables of the migration, in lower case, because a database may keep two spellings
   * as one name. Empty if it may use any table.
   */
  public Optional<Set<String>> tables() {
    return touched.known();
  }

  /** Returns the fingerprint, which identifies the same operations in another log. */
  public String fingerprint() {
    return fingerprint(Entry::fingerprint);
  }

  /**
   * Returns whether the recorded fingerprint is that of this log, computed by this version or an
   * earlier one.
   */
  public boolean isSame(String recorded) {
    return fingerprint().equals(recorded) || fingerprint(Entry::formerly).equals(recorded);
  }

  private String fingerprint(Function<Entry, String> each) {
    StringBuilder all = new StringBuilder();
    for (Entry entry : counting()) {
      all.append(entry.kind).append(' ').append(each.apply(entry)).append('\n');
    }
    return CanonicalForm.fingerprint(all.toString());
  }

  private List<Entry> counting() {
    List<Entry> counting = new ArrayList<>(entries);
    counting.removeIf(entry -> entry.kind == Kind.NOTE || entry.kind == Kind.BEHIND);
    return counting;
  }

  /** Returns the entries that count for the undo, including the steps after a read. */
  private List<Entry> countingBack() {
    List<Entry> counting = new ArrayList<>(entries);
    counting.removeIf(entry -> entry.kind == Kind.NOTE);
    return counting;
  }

  /**
   * Returns whether another migration is unlikely to have the same fingerprint: at least one step
   * contains all its values.
   */
  public boolean isTelling() {
    return isTelling;
  }

  /**
   * Returns whether this version of Switchback can read and compare a log with this fingerprint.
   */
  public static boolean isKnown(String fingerprint) {
    return fingerprint.startsWith(VERSION);
  }

  /** Returns human-readable descriptions of the entries that cannot be compared. */
  public List<String> notCovered() {
    return entries.stream()
        .filter(entry -> entry.kind == Kind.OPAQUE || entry.kind == Kind.READ)
        .map(entry -> entry.kind == Kind.READ ? entry.text + " and what follows it" : entry.text)
        .toList();
  }

  /**
   * Returns human-readable lines that show how {@code now} differs: {@code -} for an earlier step,
   * {@code +} for a new one.
   */
  List<String> differences(OperationLog now) {
    return differences(counting(), now.counting());
  }

  /** Returns the differences of all entries that count for the undo, see {@link #differences}. */
  public List<String> differencesBack(OperationLog now) {
    return differences(countingBack(), now.countingBack());
  }

  private static List<String> differences(List<Entry> before, List<Entry> after) {
    int same = 0;
    int least = Math.min(before.size(), after.size());
    while (same < least && before.get(same).isSame(after.get(same))) {
      same++;
    }
    int sameAtEnd = 0;
    while (sameAtEnd < least - same
        && fromEnd(before, sameAtEnd).isSame(fromEnd(after, sameAtEnd))) {
      sameAtEnd++;
    }
    List<String> lines = new ArrayList<>();
    before.subList(same, before.size() - sameAtEnd).forEach(entry -> lines.add("- " + entry.text));
    after.subList(same, after.size() - sameAtEnd).forEach(entry -> lines.add("+ " + entry.text));
    return lines;
  }

  private static Entry fromEnd(List<Entry> entries, int position) {
    return entries.get(entries.size() - 1 - position);
  }

  /** Returns the log as it is stored: compressed, in Base64. */
  public String packed() {
    StringJoiner text = new StringJoiner(SEPARATOR);
    for (Entry entry : entries) {
      text.add(entry.line());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
      deflated.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Returns the log that was stored.
   *
   * @throws IllegalArgumentException if {@code packed} is not a stored log
   */
  public static OperationLog unpacked(String packed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InflaterOutputStream inflated = new InflaterOutputStream(bytes)) {
      inflated.write(Base64.getDecoder().decode(packed));
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no form of a migration", e);
    }
    OperationLog form = new OperationLog();
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (!text.isEmpty()) {
      Arrays.stream(text.split(SEPARATOR, -1)).map(Entry::of).forEach(form.entries::add);
    }
    return form;
  }
}
