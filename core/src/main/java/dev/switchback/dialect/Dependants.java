package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.operation.ViewOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operation takes away and that views and triggers may use: a table, a column of it, a
 * view, the columns of a view, or a schema.
 *
 * @param table the name of the table, view or schema
 * @param columnOrEmpty empty if the operation takes away more than one column
 * @param isRenamed whether the table, view or column stays under another name
 * @param newQuery the query that replaces that of the view {@code table}; otherwise empty
 */
public record Dependants(
    Kind kind,
    String table,
    Optional<String> columnOrEmpty,
    boolean isRenamed,
    Optional<String> newQuery) {

  /** The kind of object that an operation takes away. */
  public enum Kind {
    TABLE,
    VIEW,
    SCHEMA
  }

  /** Creates the dependants of a table or of a column of it. */
  public Dependants(String table, Optional<String> columnOrEmpty, boolean isRenamed) {
    this(Kind.TABLE, table, columnOrEmpty, isRenamed, Optional.empty());
  }

  /** Returns the dependants of the same on a table, view or schema of another name. */
  public Dependants on(String other) {
    return new Dependants(kind, other, columnOrEmpty, isRenamed, newQuery);
  }

  /** Returns the dependants of a column of the same table or view. */
  public Dependants of(String column) {
    return new Dependants(kind, table, Optional.of(column), isRenamed, Optional.empty());
  }

  /** Returns what {@code operation} takes away by dropping or renaming it. */
  public static Optional<Dependants> of(Operation operation) {
    return operation.acceptKind(new Taken());
  }

  /**
   * Returns the views that use it. In the server's definition of a view, each table is named with
   * its schema and each column with its table.
   *
   * @param texts the definitions of the views by name; null for a view that this user may not see
   * @param quote the character with which the server quotes names
   */
  public List<String> views(String schema, Map<String, @Nullable String> texts, char quote) {
    List<String> views = new ArrayList<>();
    texts.forEach(
        (view, text) -> {
          String from =
              kind == Kind.SCHEMA
                  ? quoted(table, quote) + "."
                  : quoted(schema, quote) + "." + quoted(table, quote);
          if (text != null && isIn(text, from, quote)) {
            views.add("view '" + view + "'");
          }
        });
    return views;
  }

  private boolean isIn(String text, String from, char quote) {
    String alias = "(?:\\s+(?:AS\\s+)?(%1$s(?:[^%1$s]|%1$s%1$s)+%1$s))?".formatted(quote);
    Matcher matcher =
        Pattern.compile(Pattern.quote(from) + alias, Pattern.CASE_INSENSITIVE).matcher(text);
    Set<String> names = new HashSet<>();
    while (matcher.find()) {
      names.add(matcher.group(1) == null ? quoted(table, quote) : matcher.group(1));
    }
    return columnOrEmpty
        .map(column -> names.stream().anyMatch(name -> hasColumn(text, name, column, quote)))
        .orElse(!names.isEmpty());
  }

  private static boolean hasColumn(String text, String name, String column, char quote) {
    String quoted = quoted(column, quote);
    return text.contains(name + "." + quoted)
        || (quote == '"' && unqualified(quoted).matcher(text).find());
  }

  /** Matches a column without its table: H2 omits the table if there is only one. */
  private static Pattern unqualified(String column) {
    return Pattern.compile("(?<!\\.)(?<!AS )" + Pattern.quote(column) + "(?!\\.)");
  }

  private static String quoted(String name, char quote) {
    String mark = String.valueOf(quote);
    return mark + name.replace(mark, mark + mark) + mark;
  }

  /**
   * Returns the triggers of the table that use its column as {@code NEW.column} or {@code
   * OLD.column}.
   *
   * @param texts the bodies of the triggers by name
   */
  public List<String> triggers(Map<String, @Nullable String> texts) {
    List<String> triggers = new ArrayList<>();
    columnOrEmpty.ifPresent(
        column -> {
          Pattern use =
              Pattern.compile(
                  "(?i)(?<![\\w$])(?:NEW|OLD)\\s*\\.\\s*[\"`]?"
                      + Pattern.quote(column)
                      + "[\"`]?(?![\\w$])");
          texts.forEach(
              (trigger, text) -> {
                if (text != null && use.matcher(text).find()) {
                  triggers.add("trigger '" + trigger + "'");
                }
              });
        });
    return triggers;
  }

  /** Finds what an operation takes away. */
  private static final class Taken
      implements Operation.KindVisitor<Optional<Dependants>>,
          TableChange.Visitor<Optional<Dependants>>,
          ViewOperation.Visitor<Optional<Dependants>> {

    private static final Optional<Dependants> NONE = Optional.empty();

    @Override
    public Optional<Dependants> tableChange(TableChange operation) {
      return operation.accept(this);
    }

    @Override
    public Optional<Dependants> data(DataOperation operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> view(ViewOperation operation) {
      return operation.accept(this);
    }

    @Override
    public Optional<Dependants> createView(CreateView operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> replaceView(ReplaceView operation) {
      return Optional.of(taken(Kind.VIEW, operation.view(), Optional.of(operation.sql())));
    }

    @Override
    public Optional<Dependants> renameView(RenameView operation) {
      return Optional.of(new Dependants(operation.before(), Optional.empty(), true));
    }

    @Override
    public Optional<Dependants> dropView(DropView operation) {
      return Optional.of(taken(Kind.VIEW, operation.view(), Optional.empty()));
    }

    @Override
    public Optional<Dependants> refreshMaterializedView(RefreshMaterializedView operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> type(TypeOperation operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> schema(SchemaOperation operation) {
      return operation.isDrop()
          ? Optional.of(taken(Kind.SCHEMA, operation.schema(), Optional.empty()))
          : NONE;
    }

    private static Dependants taken(Kind kind, String name, Optional<String> newQuery) {
      return new Dependants(kind, name, Optional.empty(), false, newQuery);
    }

    @Override
    public Optional<Dependants> createTable(CreateTable operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> dropTable(DropTable operation) {
      return operation.isCascading()
          ? NONE
          : Optional.of(new Dependants(operation.table(), Optional.empty(), false));
    }

    @Override
    public Optional<Dependants> renameTable(RenameTable operation) {
      return Optional.of(new Dependants(operation.before(), Optional.empty(), true));
    }

    @Override
    public Optional<Dependants> guarded(Guarded operation) {
      return of(operation.operation());
    }

    /** The catalogue is the one of that schema. */
    @Override
    public Optional<Dependants> inSchema(InSchema operation) {
      return of(operation.operation());
    }

    @Override
    public Optional<Dependants> online(Online operation) {
      return of(operation.change());
    }

    @Override
    public Optional<Dependants> executeSql(ExecuteSql operation) {
      return NONE;
    }

    /** Returns nothing: each of its changes is asked, see {@link Operation#inOrder}. */
    @Override
    public Optional<Dependants> alterTable(AlterTable operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> setNumbering(SetNumbering operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> restartNumbering(RestartNumbering operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> commentOnTable(CommentOnTable operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> setTableOptions(SetTableOptions operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> addColumn(AddColumn operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> removeColumn(RemoveColumn operation) {
      return Optional.of(new Dependants(operation.table(), Optional.of(operation.column()), false));
    }

    @Override
    public Optional<Dependants> addConstraint(AddConstraint operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> removeConstraint(RemoveConstraint operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> addIndex(AddIndex operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> removeIndex(RemoveIndex operation) {
      return NONE;
    }

    /** Returns nothing: a view that names the index in a hint still works (measured). */
    @Override
    public Optional<Dependants> renameIndex(RenameIndex operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> renameConstraint(RenameConstraint operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> validateConstraint(ValidateConstraint operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> setIndexVisible(SetIndexVisible operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> renameColumn(RenameColumn operation) {
      return Optional.of(new Dependants(operation.table(), Optional.of(operation.before()), true));
    }

    @Override
    public Optional<Dependants> changeColumn(ChangeColumn operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> addEnumValue(AddEnumValue operation) {
      return NONE;
    }

    @Override
    public Optional<Dependants> renameEnumValue(RenameEnumValue operation) {
      return NONE;
    }
  }
}
