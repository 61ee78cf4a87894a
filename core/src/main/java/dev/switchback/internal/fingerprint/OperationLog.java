package dev.switchback.internal.fingerprint;

import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.ReplaceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a migration asks for on its way up, in an order and in words that stay the same for ever:
 * its operations by their {@link CanonicalForm}. It ends where the migration reads, because what it
 * does from there on depends on what it finds.
 */
public final class OperationLog {

  private static final String VERSION = "v1:";
  private static final String SEPARATOR = "\u001e";

  private final List<Entry> entries = new ArrayList<>();
  private final AffectedTables touched = new AffectedTables();

  /** How many {@code reversibly(…)} are open, one in another. */
  private int depth;

  private boolean hasRead;
  private boolean isTelling;
  private boolean isOfReversible;

  /** Whether what comes now may depend on what was read. */
  private boolean isOver;

  /** Whether that is so only as long as they are open. */
  private boolean hasReadWithin;

  /** What an entry is about. */
  enum Kind {
    /** An operation. */
    STEP,
    /** Work of the migration's own, which nobody can look into. */
    OPAQUE,
    /** A look at the database. What comes behind it is not in the form. */
    READ,
    /** What is said of the next step, and does not count. */
    NOTE,
    /**
     * A change of the schema behind a look that ended with its {@code reversibly(…)}. It counts on
     * the way back alone.
     */
    BEHIND
  }

  /**
   * A step.
   *
   * @param fingerprint tells whether another one is the same
   * @param formerly the fingerprint that an earlier version gave it
   * @param text what it is, for people, and without what may be a secret
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

    /** The text does not count: it is for people, and may be written better one day. */
    private boolean isSame(Entry other) {
      return kind == other.kind
          && (fingerprint.equals(other.fingerprint)
              || formerly.equals(other.fingerprint)
              || fingerprint.equals(other.formerly));
    }
  }

  /** What comes now stands within {@code reversibly(…)}. */
  public void begin() {
    depth++;
  }

  /** What stood within {@code reversibly(…)} has ended, and a look in it reaches no further. */
  public void end() {
    depth--;
    if (depth == 0 && hasReadWithin) {
      isOver = false;
      hasReadWithin = false;
    }
  }

  public void add(Operation operation) {
    if (isOver || (hasRead && (depth > 0 || operation instanceof DataOperation))) {
      return;
    }
    touched.add(operation);
    boolean isRaw =
        operation instanceof ExecuteSql
            || operation instanceof DataOperation
            || operation instanceof CreateView
            || operation instanceof ReplaceView;
    isTelling |= isTelling(operation);
    String form = CanonicalForm.of(operation);
    String text = isRaw ? operation.describe() : form;
    add(
        new Entry(
            hasRead ? Kind.BEHIND : Kind.STEP,
            CanonicalForm.fingerprint(form),
            CanonicalForm.fingerprintAsGiven(operation),
            text));
  }

  /** Of rows, and of what is bound to raw SQL, the values are not in the form. */
  private static boolean isTelling(Operation operation) {
    return operation instanceof ExecuteSql raw
        ? raw.parameters().isEmpty()
        : !(operation instanceof DataOperation || operation instanceof RefreshMaterializedView);
  }

  public void addOpaque(String description) {
    add(new Entry(Kind.OPAQUE, CanonicalForm.fingerprint(description), description));
  }

  /** A look at the catalogue. */
  public void addLook(String description) {
    add(new Entry(Kind.READ, CanonicalForm.fingerprint(description), description));
  }

  /** A query, of which only the beginning is for people. */
  public void addQuery(String method, String sql) {
    String fingerprint = CanonicalForm.fingerprint(method + " " + sql);
    add(new Entry(Kind.READ, fingerprint, method + " '" + ExecuteSql.shorten(sql) + "'"));
  }

  public void addAcknowledgement(String reason) {
    add(new Entry(Kind.NOTE, "-", "acknowledged: " + requireReason(reason)));
  }

  /** A reason that says something. */
  public static String requireReason(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("acknowledged – it takes a reason");
    }
    return reason;
  }

  /** A query that {@code verifiedBy} can send. */
  public static String requireQuery(@Nullable String query) {
    if (query == null || query.isBlank()) {
      throw new IllegalArgumentException("verifiedBy: the query is empty. Nothing was sent");
    }
    return query;
  }

  /** A typed operation is settled by the catalogue. */
  public static void refuseVerifying(@Nullable String query, Operation operation) {
    if (query != null && !(operation instanceof ExecuteSql)) {
      throw new IllegalArgumentException(
          operation.describe()
              + ": verifiedBy is not for typed operations, which the catalogue settles. Nothing was"
              + " sent. Leave it out, or put it before execute(…) or withConnection(…)");
    }
  }

  private void add(Entry entry) {
    if (entry.kind == Kind.OPAQUE || entry.kind == Kind.READ) {
      touched.addAnything();
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

  /** Whether it has come to a look, with which all that counts on the way up ends. */
  boolean hasRead() {
    return hasRead;
  }

  /** No step outside of {@code reversibly(…)} depends on a look within it. */
  void isOfReversible() {
    isOfReversible = true;
  }

  /** Whether its way back has steps of which the fingerprint tells nothing. */
  public boolean goesBeyondReads() {
    return hasRead && isOfReversible;
  }

  /**
   * Whether it is certain that no table is touched by both, so that their order is all the same.
   */
  public boolean isApartFrom(OperationLog other) {
    return touched.isApartFrom(other.touched);
  }

  /** Tells whether another one is the same. */
  public String fingerprint() {
    return fingerprint(Entry::fingerprint);
  }

  /** Whether it is what was recorded with this fingerprint, by this version or an earlier one. */
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

  /** What counts on the way back: the steps behind a look too. */
  private List<Entry> countingBack() {
    List<Entry> counting = new ArrayList<>(entries);
    counting.removeIf(entry -> entry.kind == Kind.NOTE);
    return counting;
  }

  /**
   * Whether it says so much that no other migration is likely to say the same: a step whose values
   * are all in it.
   */
  public boolean isTelling() {
    return isTelling;
  }

  /** Whether this version of the library can read and compare what has that fingerprint. */
  public static boolean isKnown(String fingerprint) {
    return fingerprint.startsWith(VERSION);
  }

  /** What nobody can compare, for people. */
  public List<String> notCovered() {
    return entries.stream()
        .filter(entry -> entry.kind == Kind.OPAQUE || entry.kind == Kind.READ)
        .map(entry -> entry.kind == Kind.READ ? entry.text + " and what follows it" : entry.text)
        .toList();
  }

  /** How {@code now} differs, for people: what was there, {@code -}, and what is there, +. */
  List<String> differences(OperationLog now) {
    return differences(counting(), now.counting());
  }

  /** The same with all that counts on the way back. */
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

  /** As it is kept: compressed, in letters. */
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
   * What was kept.
   *
   * @throws IllegalArgumentException if it is something else
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
