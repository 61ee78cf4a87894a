package dev.switchback.dialect;

import dev.switchback.dialect.SchemaObject.Kind;
import dev.switchback.dialect.SqlTokens.Statement;
import dev.switchback.dialect.SqlTokens.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a plainly written raw statement on the schema. Either it can be sent again without
 * harm, or it creates, changes or drops one object. This is not a parser: an unfamiliar statement
 * is left unread.
 *
 * @param isRepeatable whether it can be sent again, even if it took effect
 * @param changeOrNull the object that it changes atomically, and how
 */
public record RawReading(boolean isRepeatable, @Nullable Change changeOrNull) {

  /**
   * The object that a statement creates, changes or drops, or several that it creates or drops
   * together.
   */
  public record Change(Verb verb, List<SchemaObject> objects) {

    /** Copies the list. */
    public Change {
      objects = List.copyOf(objects);
    }

    Change(Verb verb, SchemaObject object) {
      this(verb, List.of(object));
    }

    /** Returns the only object, or the first. */
    public SchemaObject object() {
      return objects.get(0);
    }
  }

  /** What a statement does. */
  public enum Verb {
    CREATE,
    ALTER,
    DROP
  }

  private static final RawReading UNREAD = new RawReading(false, null);

  private static final Pattern WITHOUT_ERROR =
      Pattern.compile(
          "CREATE (?!OR )(?:\\w+ ){1,3}IF NOT EXISTS .*|DROP .*\\bIF EXISTS\\b.*|CREATE OR REPLACE"
              + " (?:ALGORITHM = \\w+ |DEFINER = \\S+ (?:@ \\S+ |\\( \\) )?|SQL SECURITY \\w+"
              + " |FORCE )*(?:VIEW|FUNCTION|PROCEDURE|TRIGGER|EVENT|ALIAS|SYNONYM) .*|CREATE"
              + " (?:LOCAL )?TEMPORARY TABLE .*|ALTER TABLE \\S+ (?:\\. \\S+ )?AUTO_INCREMENT (?:="
              + " )?\\d+");

  private static final String PART = "(?:'[^']*'|`[^`]*`|\"[^\"]*\"|[^\\s,;@'`\"()]+)";

  private static final Pattern ACCOUNT = Pattern.compile(PART + "(?:\\s*@\\s*" + PART + ")?");

  /** {@code CREATE USER} or a similar statement, its accounts, and the options after them. */
  private static final Pattern ACCOUNTS =
      Pattern.compile(
          "(?is)\\w+\\s+\\w+\\s+(%1$s(?:\\s*,\\s*%1$s)*)(\\s.*|)".formatted(ACCOUNT.pattern()));

  /** The maximum number of objects for which the journal has room. */
  private static final int MOST = 80;

  /** Matches one {@code FROM}, and one account after it. */
  private static final Pattern REVOKED =
      Pattern.compile("(?is)(?:(?!\\bfrom\\b).)*\\bfrom\\s+([^\\s,@]+(?:@[^\\s,@]+)?)");

  /** Words between {@code CREATE} and the kind that do not change which object is probed. */
  private static final Set<String> MODIFIERS =
      Set.of("UNIQUE", "FULLTEXT", "SPATIAL", "HASH", "FORCE", "MEMORY", "CACHED", "AGGREGATE");

  private static final Set<String> KEYS =
      Set.of(
          "CONSTRAINT",
          "INDEX",
          "KEY",
          "PRIMARY",
          "UNIQUE",
          "FOREIGN",
          "CHECK",
          "FULLTEXT",
          "SPATIAL");

  /** Words between {@code ADD} or {@code DROP} and the name of a column. */
  private static final Set<String> BEFORE_COLUMN = Set.of("COLUMN", "IF", "NOT", "EXISTS");

  /**
   * Words of changes that the description of the table does not show, or that do harm when
   * repeated.
   */
  private static final Set<String> NOT_SHOWN =
      Set.of("USING", "RESTART", "SELECTIVITY", "PARTITION", "PERIOD", "SYSTEM");

  private static final Set<String> ALTERATIONS =
      Set.of(
          "ADD",
          "DROP",
          "RENAME",
          "MODIFY",
          "CHANGE",
          "ALTER",
          "COMMENT",
          "ENGINE",
          "CONVERT",
          "ALGORITHM",
          "LOCK",
          "AUTO_INCREMENT",
          "ROW_FORMAT",
          "CHARACTER",
          "CHARSET",
          "COLLATE",
          "DEFAULT");

  /** Words of changes of an account that do harm when repeated, or that its image does not show. */
  private static final Set<String> OF_PASSWORDS = Set.of("RETAIN", "FACTOR");

  /**
   * Matches an event that the server drops after it has run, so that its absence proves nothing.
   */
  private static final Pattern DROPS_ITSELF =
      Pattern.compile(
          "CREATE (?:OR REPLACE )?(?:DEFINER .*?)?EVENT (?:(?! DO ).)* (?:AT|ENDS) (?:(?! DO"
              + " ).)*.*");

  private static final Pattern STAYS =
      Pattern.compile("(?:(?! DO ).)*(?<! NOT) PRESERVE (?:(?! DO ).)*.*");

  /** Returns what the statement does to one object. */
  public Optional<Change> change() {
    return Optional.ofNullable(changeOrNull);
  }

  /** Reads {@code sql} as a database with this syntax does. */
  public static RawReading of(String sql, SqlSyntax syntax) {
    List<Statement> statements = SqlTokens.statements(sql, syntax).orElse(List.of());
    if (statements.isEmpty()) {
      return UNREAD;
    }
    if (statements.stream().allMatch(statement -> isRepeatable(statement, syntax))) {
      return new RawReading(true, null);
    }
    return statements.size() == 1
        ? new RawReading(false, new Cursor(statements.get(0), syntax).change().orElse(null))
        : UNREAD;
  }

  /**
   * Returns whether the statement can be sent again. Not for a concurrent build: if it is
   * interrupted, it leaves an index, at which {@code IF NOT EXISTS} stops.
   */
  private static boolean isRepeatable(Statement statement, SqlSyntax syntax) {
    String shape = statement.shape();
    if (dropsItself(statement)) {
      return false;
    }
    return syntax.repeatable().matcher(shape).matches()
        || (WITHOUT_ERROR.matcher(shape).matches()
            && !shape.startsWith("CREATE INDEX CONCURRENTLY ")
            && !shape.startsWith("CREATE UNIQUE INDEX CONCURRENTLY ")
            && (!shape.matches("CREATE (?:\\w+ )*?TABLE .*") || !hasQuery(statement)));
  }

  /** Returns whether the statement creates an event that the server drops after it has run. */
  private static boolean dropsItself(Statement statement) {
    String shape = statement.shape();
    return DROPS_ITSELF.matcher(shape).matches() && !STAYS.matcher(shape).matches();
  }

  /**
   * Returns whether a query fills a {@code CREATE TABLE}. Not every server executes that
   * atomically.
   */
  private static boolean hasQuery(Statement statement) {
    List<Token> tokens = statement.tokens();
    return tokens.stream().anyMatch(token -> token.is("SELECT"))
        || tokens.stream()
            .filter(token -> token.depth() == 0)
            .anyMatch(token -> token.is("AS") || token.is("VALUES") || token.is("WITH"))
        || tokens.stream().filter(token -> token.depth() == 0 && token.is("TABLE")).count() > 1;
  }

  /** Reads the tokens of one statement in order. */
  private static final class Cursor {

    private final Statement statement;
    private final List<Token> tokens;
    private final SqlSyntax syntax;
    private int at;

    Cursor(Statement statement, SqlSyntax syntax) {
      this.statement = statement;
      tokens = statement.tokens();
      this.syntax = syntax;
    }

    private boolean skip(String... words) {
      for (int i = 0; i < words.length; i++) {
        if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
          return false;
        }
      }
      at += words.length;
      return true;
    }

    private boolean isSign(int index, char sign) {
      return index < tokens.size() && tokens.get(index).isSign(sign);
    }

    Optional<Change> change() {
      if (skip("CREATE", "USER") || skip("CREATE", "ROLE")) {
        return accounts().map(accounts -> new Change(Verb.CREATE, accounts));
      }
      if (skip("DROP", "USER") || skip("DROP", "ROLE")) {
        return accounts().map(accounts -> new Change(Verb.DROP, accounts));
      }
      if (skip("CREATE")) {
        skipModifiers();
        return object(true)
            .filter(object -> object.kind() != Kind.TABLE || !hasQuery(statement))
            .filter(object -> !dropsItself(statement))
            .map(object -> new Change(Verb.CREATE, object));
      }
      if (skip("DROP")) {
        return object(true).flatMap(this::andOthers).map(all -> new Change(Verb.DROP, all));
      }
      if (skip("ALTER")) {
        return object(false).filter(this::showsIn).map(object -> new Change(Verb.ALTER, object));
      }
      if (skip("RENAME", "TABLE")) {
        int first = at;
        return isAlone()
            ? named(Kind.TABLE).map(table -> new Change(Verb.ALTER, table))
            : renamed(first).map(tables -> new Change(Verb.ALTER, tables));
      }
      if (skip("REVOKE")) {
        return grants().map(grants -> new Change(Verb.ALTER, grants));
      }
      if (skip("TRUNCATE")) {
        skip("TABLE");
        return named(Kind.ROWS).filter(o -> isAlone()).map(rows -> new Change(Verb.DROP, rows));
      }
      return Optional.empty();
    }

    private void skipModifiers() {
      int before;
      do {
        before = at;
        if (at < tokens.size() && MODIFIERS.contains(word(at))) {
          at++;
        } else if ((skip("DEFINER") || skip("ALGORITHM")) && isSign(at, '=')) {
          at += 2;
          if (isSign(at, '@')) {
            at += 2;
          } else if (isSign(at, '(')) {
            at += 2;
          }
        } else if (skip("SQL", "SECURITY")) {
          at++;
        }
      } while (at != before);
    }

    private String word(int index) {
      return tokens.get(index).text().toUpperCase(Locale.ROOT);
    }

    private Optional<SchemaObject> object(boolean mayBeIndex) {
      Optional<Kind> kind =
          syntax.kinds().stream()
              .filter(each -> at < tokens.size() && tokens.get(at).is(each.name()))
              .filter(each -> each != Kind.ROWS && each != Kind.GRANTS)
              .findFirst();
      at++;
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      skip("CONCURRENTLY");
      skip("IF", "NOT", "EXISTS");
      skip("IF", "EXISTS");
      skip("ONLY");
      return kind.get() == Kind.INDEX && mayBeIndex ? index() : named(kind.get());
    }

    private Optional<SchemaObject> named(Kind kind) {
      return syntax.kinds().contains(kind)
          ? path().map(path -> new SchemaObject(kind, path, List.of()))
          : Optional.empty();
    }

    /** Reads an index. Empty without a name: the server generates one that is not known before. */
    private Optional<SchemaObject> index() {
      if (at < tokens.size() && tokens.get(at).is("ON")) {
        return Optional.empty();
      }
      Optional<List<String>> path = path();
      while (at < tokens.size() && !tokens.get(at).is("ON")) {
        at++;
      }
      List<String> table = List.of();
      if (skip("ON")) {
        skip("ONLY");
        table = path().orElse(List.of());
      }
      List<String> found = table;
      return path.map(name -> new SchemaObject(Kind.INDEX, name, found));
    }

    private Optional<List<String>> path() {
      List<String> path = new ArrayList<>();
      do {
        if (at >= tokens.size()
            || (tokens.get(at).kind() != SqlTokens.Kind.WORD
                && tokens.get(at).kind() != SqlTokens.Kind.NAME)) {
          return Optional.empty();
        }
        path.add(tokens.get(at++).text());
      } while (isSign(at, '.') && at++ > 0);
      return path.size() <= 2 ? Optional.of(path) : Optional.empty();
    }

    /** Returns the privileges of the one account from which the statement revokes. */
    private Optional<SchemaObject> grants() {
      Matcher account = REVOKED.matcher(statement.text());
      return syntax.kinds().contains(Kind.GRANTS) && account.matches()
          ? Optional.of(new SchemaObject(Kind.GRANTS, List.of(account.group(1)), List.of()))
          : Optional.empty();
    }

    /** Returns the object of a {@code DROP}, and the objects of the same kind after it. */
    private Optional<List<SchemaObject>> andOthers(SchemaObject first) {
      List<SchemaObject> all = new ArrayList<>(List.of(first));
      while (first.kind() != Kind.INDEX && isSign(at, ',')) {
        at++;
        Optional<SchemaObject> next = named(first.kind());
        if (next.isEmpty()) {
          return Optional.empty();
        }
        all.add(next.get());
      }
      boolean isRead = all.size() == 1 ? isAlone() : isAtEnd();
      return isRead && all.size() <= MOST ? Optional.of(all) : Optional.empty();
    }

    private boolean isAtEnd() {
      return at == tokens.size()
          || (at == tokens.size() - 1 && Set.of("CASCADE", "RESTRICT").contains(word(at)));
    }

    /**
     * Returns the tables that several pairs of a rename create or remove. Empty if all names are
     * only exchanged.
     */
    private Optional<List<SchemaObject>> renamed(int first) {
      at = first;
      Map<List<String>, Boolean> before = new LinkedHashMap<>();
      Map<List<String>, Boolean> after = new LinkedHashMap<>();
      do {
        Optional<List<String>> from = path();
        Optional<List<String>> to = skip("TO") ? path() : Optional.empty();
        if (from.isEmpty() || to.isEmpty()) {
          return Optional.empty();
        }
        before.putIfAbsent(from.get(), true);
        before.putIfAbsent(to.get(), false);
        after.put(from.get(), false);
        after.put(to.get(), true);
      } while (isSign(at, ',') && at++ > 0);
      List<SchemaObject> tables =
          before.keySet().stream()
              .filter(path -> !Objects.equals(before.get(path), after.get(path)))
              .map(path -> new SchemaObject(Kind.TABLE, path, List.of()))
              .toList();
      boolean isRead = at == tokens.size() && !tables.isEmpty() && tables.size() <= MOST;
      return isRead && syntax.kinds().contains(Kind.TABLE) ? Optional.of(tables) : Optional.empty();
    }

    /** Reads users or roles: one, or a list without further options. */
    private Optional<List<SchemaObject>> accounts() {
      Kind kind = Kind.valueOf(word(1));
      Matcher matcher = ACCOUNTS.matcher(statement.text());
      if (!syntax.kinds().contains(kind)
          || !matcher.matches()
          || !(isAlone() || matcher.group(2).isBlank())) {
        return Optional.empty();
      }
      List<SchemaObject> all =
          ACCOUNT
              .matcher(matcher.group(1))
              .results()
              .map(account -> new SchemaObject(kind, List.of(account.group()), List.of()))
              .toList();
      return all.size() <= MOST ? Optional.of(all) : Optional.empty();
    }

    private boolean isAlone() {
      return tokens.stream().noneMatch(token -> token.isSign(',') && token.depth() == 0);
    }

    /** Returns whether the description shows every change, and repeating them does no harm. */
    private boolean showsIn(SchemaObject object) {
      List<Token> rest = withoutPartitioning(tokens.subList(at, tokens.size()));
      if (object.kind() == Kind.TABLE && rest.isEmpty()) {
        return at < tokens.size(); // the description shows PARTITION BY
      }
      boolean isShown =
          !hasOneOf(NOT_SHOWN, rest)
              && !(object.kind() == Kind.USER && hasOneOf(OF_PASSWORDS, rest));
      return isShown && (object.kind() != Kind.TABLE || areKnown(actions(rest)));
    }

    private static boolean hasOneOf(Set<String> words, List<Token> rest) {
      return rest.stream()
          .anyMatch(
              token ->
                  token.kind() == SqlTokens.Kind.WORD
                      && words.contains(token.text().toUpperCase(Locale.ROOT)));
    }

    /** Returns the tokens before {@code PARTITION BY}, which is the last part of a statement. */
    private static List<Token> withoutPartitioning(List<Token> rest) {
      for (int i = 0; i + 1 < rest.size(); i++) {
        if (rest.get(i).depth() == 0 && rest.get(i).is("PARTITION") && rest.get(i + 1).is("BY")) {
          return rest.subList(0, i);
        }
      }
      return rest;
    }

    private static List<List<Token>> actions(List<Token> rest) {
      List<List<Token>> actions = new ArrayList<>();
      actions.add(new ArrayList<>());
      for (Token token : rest) {
        if (token.isSign(',') && token.depth() == 0) {
          actions.add(new ArrayList<>());
        } else {
          actions.get(actions.size() - 1).add(token);
        }
      }
      return actions;
    }

    /**
     * Returns whether all actions are known. Not if one statement drops and adds the same column,
     * which may look as before and be empty.
     */
    private static boolean areKnown(List<List<Token>> actions) {
      boolean areAll =
          actions.stream()
              .allMatch(
                  action ->
                      action.size() > 1
                          && ALTERATIONS.contains(action.get(0).text().toUpperCase(Locale.ROOT)));
      return areAll && !replacesColumn(actions);
    }

    private static boolean replacesColumn(List<List<Token>> actions) {
      Set<String> added = columns("ADD", actions);
      Set<String> dropped = columns("DROP", actions);
      boolean isListed = added.contains("("); // ADD (a INT, b INT)
      return !dropped.isEmpty() && (isListed || !Collections.disjoint(added, dropped));
    }

    private static String nameOf(Token token) {
      String name = token.text();
      return (token.kind() == SqlTokens.Kind.NAME ? SchemaObject.unquoted(name) : name)
          .toLowerCase(Locale.ROOT);
    }

    /** Returns the names of the columns after a verb, in lower case and without quotes. */
    private static Set<String> columns(String verb, List<List<Token>> actions) {
      Set<String> names = new HashSet<>();
      for (List<Token> action : actions) {
        boolean isColumn =
            action.get(0).is(verb) && !KEYS.contains(action.get(1).text().toUpperCase(Locale.ROOT));
        if (isColumn) {
          action.stream()
              .skip(1)
              .dropWhile(token -> BEFORE_COLUMN.contains(token.text().toUpperCase(Locale.ROOT)))
              .findFirst()
              .ifPresent(name -> names.add(nameOf(name)));
        }
      }
      return names;
    }
  }
}
