package dev.switchback.internal.command;

import dev.switchback.Adoption;
import dev.switchback.Adoption.State;
import dev.switchback.ConfigurationException;
import dev.switchback.FlywayScripts;
import dev.switchback.Migration;
import dev.switchback.MigrationTool;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlRendering;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.NameSearch;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SqlFile;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.discovery.FlywayFolder;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.select.Squashes;
import dev.switchback.internal.store.SchemaHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the migrations that correspond to the records of another tool. */
final class Adopting {

  private static final Pattern SEQUELIZE_FILE = Pattern.compile("(.+)\\.[cm]?[jt]s");

  private final MigrationTool from;
  private final Collection<MigrationName> available;
  private final Collection<MigrationName> recorded;
  private final @Nullable Map<String, String> mapping;
  private final Optional<Scripts> scripts;
  private final Map<MigrationName, ? extends Collection<MigrationName>> squashes;

  /** The migration with the scripts of Flyway. */
  record Scripts(MigrationName name, FlywayFolder folder) {}

  /**
   * @param mapping the migration for each name of the other history, or an empty string for none;
   *     null to find migrations by name, for Sequelize only
   * @param scripts the migration that has done all of the other history, if there is one
   * @param squashes the migrations that each squash replaces
   */
  Adopting(
      MigrationTool from,
      Collection<MigrationName> available,
      Collection<MigrationName> recorded,
      @Nullable Map<String, String> mapping,
      Optional<Scripts> scripts,
      Map<MigrationName, ? extends Collection<MigrationName>> squashes) {
    this.from = from;
    this.available = available;
    this.recorded = recorded;
    this.mapping = mapping;
    this.scripts = scripts;
    this.squashes = squashes;
  }

  static Adopting of(
      MigrationTool from,
      Map<MigrationName, MigrationClass> available,
      SchemaHistory.Overview overview,
      @Nullable Map<String, String> mapping,
      Optional<Scripts> scripts) {
    return new Adopting(
        from,
        available.keySet(),
        overview.recorded(),
        mapping,
        scripts,
        Squashes.ofNew(available.keySet(), available).records());
  }

  /**
   * Finds the migration with the scripts of Flyway, if no mapping is given.
   *
   * @param instances creates a migration
   */
  static Optional<Scripts> scripts(
      MigrationTool from,
      Collection<MigrationName> available,
      @Nullable Map<String, String> mapping,
      Function<MigrationName, Migration> instances) {
    if (from != MigrationTool.FLYWAY || mapping != null) {
      return Optional.empty();
    }
    List<Scripts> found = new ArrayList<>();
    for (MigrationName name : available) {
      if (instances.apply(name) instanceof FlywayScripts scripts) {
        found.add(new Scripts(name, folder(scripts)));
      }
    }
    if (found.size() > 1) {
      throw new ConfigurationException(
          "%s – more than one migration has scripts of Flyway. Nothing was changed. Return all folders from locations() of one of them, or use a mapping."
              .formatted(MigrationName.inWords(found.stream().map(Scripts::name).toList())));
    }
    return found.stream().findFirst();
  }

  private static FlywayFolder folder(FlywayScripts scripts) {
    try {
      return FlywayFolder.of(scripts.getClass(), scripts.locations(), scripts.placeholders());
    } catch (SqlFile.Refused e) {
      throw new ConfigurationException(e.getMessage() + ". Nothing was changed.", e);
    }
  }

  /** Matches the records of another tool in a schema. Reads them over {@code session}. */
  Adoption read(Session session, String schema) throws SQLException {
    if (scripts.isPresent()) {
      return takeOver(scripts.get(), session, schema);
    }
    List<String> names = names(session, schema);
    if (mapping != null) {
      requireAll(names, mapping.keySet());
    }
    List<Adoption.Entry> entries = new ArrayList<>();
    Set<MigrationName> taken = new HashSet<>();
    names.forEach(name -> fileName(name).filter(available::contains).ifPresent(taken::add));
    for (String name : names) {
      Optional<MigrationName> found = mapping == null ? find(name, taken) : mapped(name, mapping);
      entries.add(
          new Adoption.Entry(name, state(found), found.map(MigrationName::value).orElse(null)));
    }
    requireNoGap(entries);
    return new Adoption(from, entries);
  }

  /** Compares Flyway's table with the scripts. All of its rows are covered, or none. */
  private Adoption takeOver(Scripts given, Session session, String schema) throws SQLException {
    List<FlywayHistory.Row> rows =
        rows(session, flywayQuery(session, schema, FlywayHistory.COLUMNS)).stream()
            .map(FlywayHistory.Row::of)
            .toList();
    new FlywayHistory(rows).requireSame(given.folder(), session.dialect(), given.name());
    List<Adoption.Entry> entries =
        rows.stream()
            .map(
                row ->
                    row.isSchema()
                        ? new Adoption.Entry(row.script(), State.ELSEWHERE, null)
                        : new Adoption.Entry(
                            row.script(), state(Optional.of(given.name())), given.name().value()))
            .toList();
    requireNoGap(entries);
    return new Adoption(from, entries);
  }

  private State state(Optional<MigrationName> found) {
    if (found.isEmpty()) {
      return State.ELSEWHERE;
    }
    return recorded.contains(found.get()) ? State.RECORDED : State.COVERED;
  }

  /**
   * Returns the query for the parts of each name and whether that entry succeeded, in the order of
   * the entries. The query names the schema, because a search path could find the table of another
   * schema.
   */
  private String query(Session session, String schema) {
    Dialect dialect = dialectOfTable(session);
    String in = " FROM " + quotedSchema(session, schema) + ".";
    String table = in + dialect.rendering().quote(from.table());
    return switch (from) {
      case SEQUELIZE ->
          "SELECT %1$s, 1%2$s ORDER BY %1$s".formatted(dialect.rendering().quote("name"), table);
      case FLYWAY -> flywayQuery(session, schema, List.of("script"));
      case LIQUIBASE -> // Liquibase quotes none of its names
          "SELECT FILENAME, ID, AUTHOR, CASE EXECTYPE WHEN 'FAILED' THEN 0 ELSE 1 END"
              + in
              + "DATABASECHANGELOG ORDER BY ORDEREXECUTED";
    };
  }

  private Dialect dialectOfTable(Session session) {
    Catalog catalog = session.dialect().catalog(session.connection());
    return session.dialect().with(catalog.keptNames(from.table()));
  }

  private static String quotedSchema(Session session, String schema) {
    Catalog catalog = session.dialect().catalog(session.connection());
    return session.dialect().with(catalog.keptSchema(schema)).rendering().quote(schema);
  }

  /** Leaves out the mark of Flyway's that it has created the table, which has a negative rank. */
  private String flywayQuery(Session session, String schema, List<String> columns) {
    SqlRendering sql = dialectOfTable(session).rendering();
    String names =
        Stream.concat(columns.stream(), Stream.of("success"))
            .map(sql::quote)
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s.%s WHERE %s >= 0 ORDER BY %4$s"
        .formatted(
            names,
            quotedSchema(session, schema),
            sql.quote(from.table()),
            sql.quote("installed_rank"));
  }

  private List<String> names(Session session, String schema) throws SQLException {
    return rows(session, query(session, schema)).stream().map(Adopting::name).toList();
  }

  private static String name(List<@Nullable String> parts) {
    return parts.stream().map(String::valueOf).collect(Collectors.joining("::"));
  }

  /** Returns the rows without their last column, which says whether the migration succeeded. */
  private List<List<@Nullable String>> rows(Session session, String query) throws SQLException {
    List<List<@Nullable String>> all = new ArrayList<>();
    try (Statement statement = session.statement();
        ResultSet rows = statement.executeQuery(session.dialect().sessions().allRowsOf(query))) {
      int last = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<@Nullable String> parts = new ArrayList<>();
        for (int i = 1; i < last; i++) {
          parts.add(rows.getString(i));
        }
        if (!rows.getBoolean(last)) {
          throw refused(
              scripts.isPresent() ? String.valueOf(parts.get(0)) : name(parts),
              "it has failed there",
              "Fix and finish it with the tool that began it");
        }
        all.add(parts);
      }
      return all;
    } catch (SQLException e) {
      throw session.dialect().errors().isMissingTable(e)
          ? new ConfigurationException(
              "Table '%s' – it does not exist in this schema. Nothing was changed. Set the schema of"
                      .formatted(from.table())
                  + " that history by schema(…).",
              e)
          : new ConfigurationException(
              "Table '%s' – it cannot be read as the history of %s. Nothing was changed. Cause: %s"
                  .formatted(from.table(), from, Redaction.firstLine(e)),
              e);
    }
  }

  private ConfigurationException refused(String name, String what, String remedy) {
    return new ConfigurationException(
        "'%s' of %s – %s. Nothing was changed. %s.".formatted(name, from.table(), what, remedy));
  }

  /**
   * Returns the migration of this name, or else the only one with the same timestamp.
   *
   * @param taken the migrations of other entries; a migration that is found by its timestamp is
   *     added
   */
  private Optional<MigrationName> find(String file, Set<MigrationName> taken) {
    if (from != MigrationTool.SEQUELIZE) {
      return Optional.empty();
    }
    Optional<MigrationName> name = fileName(file);
    if (name.isEmpty() || available.contains(name.get())) {
      return name;
    }
    List<MigrationName> sameTime =
        available.stream()
            .filter(each -> each.timestamp().equals(name.get().timestamp()))
            .filter(each -> !taken.contains(each))
            .toList();
    if (sameTime.size() > 1) {
      throw refused(
          file,
          "two migrations have its timestamp: " + MigrationName.inWords(sameTime),
          "Rename one of them to '" + name.get() + "', or name the right one in a mapping");
    }
    taken.addAll(sameTime);
    return sameTime.stream().findFirst();
  }

  /** Returns a name without its file extension. */
  private static Optional<MigrationName> fileName(String file) {
    Matcher matcher = SEQUELIZE_FILE.matcher(file);
    return MigrationName.ofRecord(matcher.matches() ? matcher.group(1) : file);
  }

  private Optional<MigrationName> mapped(String name, Map<String, String> given) {
    String to = given.getOrDefault(name, "");
    if (to.isEmpty()) {
      return Optional.empty();
    }
    if (NameSearch.isRepeatable(to)) {
      throw refused(
          name,
          "the mapping names '" + to + "', which is a repeatable migration",
          "Leave its name out of that line. The next 'up' runs it once");
    }
    return Optional.of(
        MigrationName.ofRecord(to)
            .filter(available::contains)
            .orElseThrow(
                () ->
                    refused(
                        name,
                        "the mapping names '" + to + "', which has no class",
                        "Write it as 'status' shows it")));
  }

  private void requireAll(List<String> names, Set<String> given) {
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(given);
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(new HashSet<>(names));
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new ConfigurationException(
          "Mapping – %s. Nothing was changed. Write one line for each entry of %s, and no other."
              .formatted(
                  missing.isEmpty()
                      ? "it names entries that do not exist: " + MigrationName.inWords(unknown)
                      : "it lacks " + MigrationName.inWords(missing),
                  from.table()));
    }
  }

  /**
   * Returns whether a covered squash replaces it, or it is a squash whose migrations are covered.
   */
  private boolean isCoveredBySquash(MigrationName name, Set<MigrationName> covered) {
    Collection<MigrationName> own = squashes.get(name);
    return (own != null && !own.isEmpty() && covered.containsAll(own))
        || squashes.entrySet().stream()
            .anyMatch(each -> covered.contains(each.getKey()) && each.getValue().contains(name));
  }

  /** Refuses a gap. A migration older than the newest adopted one would be applied after it. */
  private void requireNoGap(List<Adoption.Entry> entries) {
    Set<MigrationName> covered = new TreeSet<>();
    entries.stream()
        .flatMap(entry -> entry.migration().stream())
        .flatMap(name -> MigrationName.ofRecord(name).stream())
        .forEach(covered::add);
    Optional<MigrationName> newest = covered.stream().reduce((one, next) -> next);
    List<MigrationName> gap =
        available.stream()
            .filter(name -> newest.isPresent() && name.compareTo(newest.get()) < 0)
            .filter(name -> !covered.contains(name) && !recorded.contains(name))
            .filter(name -> !isCoveredBySquash(name, covered))
            .sorted()
            .toList();
    if (!gap.isEmpty()) {
      throw new ConfigurationException(
          "%s – not in %s, but older than '%s', which is in it. Nothing was changed. Apply it with the"
                  .formatted(MigrationName.inWords(gap), from.table(), newest.get())
              + " other tool first, or give it a later timestamp.");
    }
  }
}
