package dev.switchback.internal.run;

import dev.switchback.RowConsumer;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.store.Journal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records what one migration has read, in order, and between which of its steps. The journal keeps
 * the answers with each step. When the migration is resumed, a query before a step of the journal
 * gets its first answer again. So the migration takes the same path. Later queries ask the
 * database.
 *
 * <p>The text of a step has a line for each event: {@code ?} a query, {@code =} its answer, {@code
 * +} a row, {@code >} a value that was read from it, {@code -} the end of the rows, {@code #} a
 * hash in place of a long answer, {@code !} why there is no answer, {@code ^} a line of a {@link
 * ConnectionTape}.
 */
final class Answers {

  /** The maximum number of characters that are kept for each step. */
  static final int LONGEST = 32_000;

  private static final String ROW = "+";
  private static final String END = "-";
  private static final String TAPE = "^";

  private final Replay replay;

  /** The events of the previous run, with a line {@code | 3} for its step 3. */
  private final List<String> recorded = new ArrayList<>();

  /** What the connection of each done step returned, by the number of the step. */
  private final Map<Integer, List<String>> tapes = new HashMap<>();

  private int next;

  /** The events since the last step of this run. */
  private final StringBuilder text = new StringBuilder();

  /** The queries whose rows are being read, the innermost first. */
  private final Deque<Recording> open = new ArrayDeque<>();

  Answers(Replay replay) {
    this.replay = replay;
    for (Journal.Entry entry : replay.entries()) {
      String answers = entry.answers();
      if (answers == null) {
        recorded.add("~"); // an earlier build wrote the entry
      } else {
        answers.lines().forEach(line -> keep(line, entry.ordinal()));
      }
      recorded.add("| " + entry.ordinal());
    }
  }

  private void keep(String line, int ordinal) {
    if (line.startsWith(TAPE)) {
      String event = unescaped(line.substring(TAPE.length()));
      tapes.computeIfAbsent(ordinal, any -> new ArrayList<>()).add(event);
    } else {
      recorded.add(unescaped(line));
    }
  }

  /** Returns what the connection of a done step returned. Empty if nothing is recorded. */
  List<String> tapeOf(int ordinal) {
    return tapes.getOrDefault(ordinal, List.of());
  }

  /** Returns the text that the journal keeps, after the answers, for a step over a connection. */
  static String taped(String tape) {
    return tape.lines().map(line -> TAPE + line + "\n").collect(Collectors.joining());
  }

  /** Asks the database. */
  @FunctionalInterface
  interface Live<T> {
    T ask() throws SQLException;
  }

  /** Asks the database for rows. */
  @FunctionalInterface
  interface LiveRows {
    void read(RowConsumer consumer) throws SQLException;
  }

  /** Returns whether the answer to the next query comes from the journal. */
  boolean areRecorded() {
    return next < recorded.size() && !recorded.get(next).equals("~");
  }

  /** Returns whether the answer to the next query comes from the journal, which has all of it. */
  boolean areKept() {
    return areRecorded()
        && !(next + 1 < recorded.size() && recorded.get(next + 1).startsWith("# "));
  }

  /**
   * Returns the answer to a query with a single result.
   *
   * @param write converts the answer to a value that {@link RecordedValue} keeps
   */
  <T> T value(Question question, Live<T> live, Function<T, Object> write, Function<Object, T> read)
      throws SQLException {
    if (!areRecorded()) {
      return next < recorded.size() ? live.ask() : recorded(question, live, write).answer();
    }
    expect(question);
    String event = take(question);
    if (event.startsWith("#")) {
      Known<T> again = recorded(question, live, write);
      requireSame(question, event, again.hash());
      return again.answer();
    }
    return read.apply(valueOf(event, "= ", question));
  }

  private record Known<T>(T answer, String hash) {}

  private <T> Known<T> recorded(Question question, Live<T> live, Function<T, Object> write)
      throws SQLException {
    Recording recording = begin(question);
    T answer = live.ask();
    Optional<String> value = RecordedValue.text(write.apply(answer));
    add("= " + value.orElse(""));
    if (value.isEmpty()) {
      recording.refuse("its type");
    }
    return new Known<>(answer, end());
  }

  private static Object valueOf(String event, String begin, Question question) {
    Object value = RecordedValue.value(event.substring(begin.length()));
    if (value == null) {
      throw new IllegalStateException("the journal has no answer of " + question.description());
    }
    return value;
  }

  /** Passes the rows of a query to the consumer. */
  void rows(Question question, RowConsumer consumer, LiveRows live) throws SQLException {
    if (!areRecorded()) {
      if (next < recorded.size()) {
        live.read(consumer);
      } else {
        recordRows(question, consumer, live);
      }
      return;
    }
    expect(question);
    if (peek(question).startsWith("#")) {
      String hash = take(question);
      requireSame(question, hash, recordRows(question, consumer, live));
      return;
    }
    ResultSet row = AnsweredRow.replayed(call -> answerOf(call, question));
    for (String event = take(question); !event.equals(END); event = take(question)) {
      if (!event.equals(ROW)) {
        next--;
        throw differs("the next row of " + question.description());
      }
      consumer.accept(row);
    }
  }

  private String answerOf(String call, Question question) {
    String event = take(question);
    String begin = "> " + call + " ";
    if (!event.startsWith(begin)) {
      next--;
      throw differs(call + " of a row of " + question.description());
    }
    return event.substring(begin.length());
  }

  private String recordRows(Question question, RowConsumer consumer, LiveRows live)
      throws SQLException {
    Recording recording = begin(question);
    live.read(
        row -> {
          add(ROW);
          consumer.accept(AnsweredRow.recorded(row, this::addRead, recording::refuse));
        });
    add(END);
    return end();
  }

  private void addRead(String call, String answer) {
    add("> " + call + " " + answer);
  }

  // ---- the steps between the queries

  /**
   * Notes that the migration has reached a step. Fails if the previous run continued differently
   * here.
   */
  void reach(Step step) {
    if (next < recorded.size()) {
      if (recorded.get(next).equals("~")) {
        next++;
      }
      if (!recorded.get(next).equals("| " + step.ordinal())) {
        throw differs(step.description());
      }
      next++;
      text.setLength(0);
    }
  }

  /** Removes and returns the events since the last step, for the journal. */
  String take() {
    Recording outermost = open.peekLast();
    if (outermost != null) {
      outermost.interrupt();
    }
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }

  // ---- replaying

  private void expect(Question question) {
    String event = recorded.get(next);
    String begin = "? " + question.fingerprint() + " ";
    if (!event.startsWith(begin)) {
      throw differs(question.description());
    }
    next++;
    requireKept(question);
  }

  private void requireKept(Question question) {
    if (next < recorded.size() && recorded.get(next).startsWith("! ")) {
      throw replay.answerNotKept(question.description(), recorded.get(next).substring(2));
    }
  }

  private String peek(Question question) {
    if (next == recorded.size()) {
      throw replay.answerNotKept(question.description(), "it was in the middle of its rows");
    }
    requireKept(question);
    return recorded.get(next);
  }

  private String take(Question question) {
    String event = peek(question);
    next++;
    return event;
  }

  private UnfinishedMigrationException differs(String now) {
    String event = recorded.get(next);
    String was =
        switch (event.charAt(0)) {
          case '?' -> event.split(" ", 3)[2];
          case '|' -> replay.entry(Integer.parseInt(event.substring(2))).description();
          case '>' -> event.split(" ", 3)[1] + " of a row";
          default -> "the next row";
        };
    int before = 1;
    for (int i = 0; i < next; i++) {
      before += recorded.get(i).startsWith("| ") ? 1 : 0;
    }
    return replay.otherLook(before, was, now);
  }

  private void requireSame(Question question, String before, String now) {
    if (!before.equals("# " + now)) {
      throw replay.otherAnswer(question.description());
    }
  }

  // ---- recording

  private Recording begin(Question question) {
    Recording recording = new Recording(question, open.isEmpty() ? text.length() : -1);
    if (!open.isEmpty()) {
      open.getLast().nest();
    }
    open.push(recording);
    add("? " + question.fingerprint() + " " + question.description());
    return recording;
  }

  private void add(String event) {
    String line = escaped(event) + "\n";
    open.forEach(recording -> recording.hash(line));
    Recording outermost = open.getLast();
    if (outermost.isKept()) {
      text.append(line);
      if (text.length() > LONGEST) {
        outermost.overflow();
      }
    }
  }

  private String end() {
    return open.pop().end(open.isEmpty());
  }

  static String escaped(String event) {
    return event.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescaped(String line) {
    StringBuilder event = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char each = line.charAt(i);
      if (each == '\\' && i + 1 < line.length()) {
        char second = line.charAt(++i);
        event.append(second == 'n' ? '\n' : second == 'r' ? '\r' : second);
      } else {
        event.append(each);
      }
    }
    return event.toString();
  }

  /** The recording of a query that is being answered. */
  private final class Recording {

    private final Question question;
    private final MessageDigest digest = sha256();

    /**
     * The position in the text where the recording begins; -1 if that was before a step, or within
     * another recording.
     */
    private int start;

    private boolean isLong;
    private boolean hasNested;
    private @Nullable String refusal;
    private boolean isClosed;

    Recording(Question question, int start) {
      this.question = question;
      this.start = start;
    }

    boolean isKept() {
      return !isLong && refusal == null;
    }

    void hash(String line) {
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Notes that the migration read a value that no text can reproduce. */
    void refuse(String what) {
      if (refusal == null) {
        refusal = "it cannot be restored from text: " + what;
      }
    }

    void nest() {
      hasNested = true;
      if (isLong) {
        refuse("a query within its rows");
      }
    }

    void overflow() {
      isLong = true;
      if (start < 0 || hasNested) {
        refusal = "it is longer than " + LONGEST + " characters";
      }
      text.setLength(Math.max(0, start));
    }

    /** Interrupts the recording, because a step takes the text so far. */
    void interrupt() {
      if (!isKept() && !isClosed) {
        refusal = refusal == null ? "it is longer than " + LONGEST + " characters" : refusal;
        close("! " + refusal);
      }
      start = -1;
    }

    String end(boolean isOutermost) {
      String hash = HexFormat.of().formatHex(digest.digest());
      if (isOutermost && !isKept() && !isClosed) {
        close(refusal == null ? "# " + hash : "! " + refusal);
      }
      return hash;
    }

    private void close(String last) {
      isClosed = true;
      if (start >= 0) {
        text.setLength(start);
        text.append(escaped("? " + question.fingerprint() + " " + question.description()))
            .append('\n');
      }
      text.append(escaped(last)).append('\n');
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has it", e);
    }
  }
}
