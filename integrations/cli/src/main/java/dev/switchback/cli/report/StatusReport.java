package dev.switchback.cli.report;

import dev.switchback.LockHolder;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import dev.switchback.Migrator;
import dev.switchback.MigratorDescription;
import dev.switchback.Plan;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedSteps;
import dev.switchback.schema.SchemaSnapshot;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state of a database as a page: its migrations in order, the plan of the pending ones, and its
 * schema as a diagram.
 *
 * @param lockHolder the run that holds the lock, if it is known
 * @param plan what {@code up} would send, if it is known
 * @param problems why the lock holder or the plan is not known
 */
public record StatusReport(
    MigratorDescription migrator,
    List<MigrationStatus> migrations,
    Optional<LockHolder> lockHolder,
    Optional<Plan> plan,
    List<String> problems,
    SchemaSnapshot schema) {

  /** Reads the state of a database. A migration that cannot be planned does not hide the rest. */
  public static StatusReport of(Migrator migrator) {
    List<String> problems = new ArrayList<>();
    return new StatusReport(
        migrator.description(),
        migrator.status(),
        known(migrator::lockHolder, problems),
        known(() -> Optional.of(migrator.plan()), problems),
        problems,
        migrator.snapshot());
  }

  private static <T> Optional<T> known(Supplier<Optional<T>> question, List<String> problems) {
    try {
      return question.get();
    } catch (SwitchbackException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns the page. */
  public String html() {
    List<Html> parts = new ArrayList<>();
    parts.add(header());
    lockHolder.ifPresent(
        holder -> parts.add(Html.of("<p class=\"note\">%s</p>", Wording.activeRun(holder))));
    problems.forEach(problem -> parts.add(Html.of("<p class=\"bad\">%s</p>", problem)));
    parts.add(timeline("History", false));
    if (migrations.stream().anyMatch(MigrationStatus::isRepeatable)) {
      parts.add(timeline("Repeatable migrations", true));
    }
    plan.filter(known -> !known.isEmpty())
        .ifPresent(
            known ->
                parts.add(
                    Html.of("<h2>What ‘up’ would send</h2>\n%s", new PlanSection(known).html())));
    parts.add(Html.of("<h2>Schema</h2>\n%s", diagram()));
    return new Page("Migrations", Html.all(parts)).text();
  }

  private Html header() {
    List<Html> counts = new ArrayList<>();
    for (State state : State.values()) {
      long count = migrations.stream().filter(each -> each.state() == state).count();
      if (count > 0 || state == State.APPLIED || state == State.PENDING) {
        counts.add(Html.of("<li class=\"%s\"><b>%s</b> %s</li>", state, count, state));
      }
    }
    return Html.of(
        """
        <header>
        <h1>Migrations</h1>
        <p>%s, %s, table prefix <code>%s</code></p>
        <ul class="counts">
        %s
        </ul>
        </header>\
        """,
        migrator.dataSource(),
        migrator.schema().map(name -> "schema '" + name + "'").orElse("current schema"),
        migrator.tablePrefix(),
        Html.all(counts));
  }

  private Html timeline(String heading, boolean areRepeatable) {
    List<Html> entries =
        migrations.stream()
            .filter(migration -> migration.isRepeatable() == areRepeatable)
            .map(StatusReport::entry)
            .toList();
    return Html.of("<h2>%s</h2>\n<ol class=\"timeline\">\n%s\n</ol>", heading, Html.all(entries));
  }

  private static Html entry(MigrationStatus migration) {
    return Html.of(
        """
        <li class="%s"><span class="name">%s</span> <span class="state">%s</span>%s%s%s</li>\
        """,
        migration.state(),
        migration.name(),
        migration.state(),
        migration
            .appliedAt()
            .map(at -> Html.of(" <time>%s</time>", at.truncatedTo(ChronoUnit.SECONDS)))
            .orElse(Html.NONE),
        migration.replacedBy().map(name -> Html.of(" by %s", name)).orElse(Html.NONE),
        migration.unfinished().map(StatusReport::steps).orElse(Html.NONE));
  }

  private static Html steps(UnfinishedSteps steps) {
    List<Html> lines = new ArrayList<>();
    lines.add(Html.of("<p>during %s</p>", steps.direction()));
    if (steps.isReverted()) {
      lines.add(Html.of("<p>reverted by a redo, and not applied again yet</p>"));
    }
    lines.add(Html.of("<ol class=\"journal\">"));
    steps.done().forEach(step -> lines.add(Html.of("<li class=\"done\">%s: done</li>", step)));
    steps
        .inFlight()
        .ifPresent(step -> lines.add(Html.of("<li class=\"flight\">%s: was in flight</li>", step)));
    lines.add(Html.of("</ol>"));
    return Html.all(lines);
  }

  private Html diagram() {
    if (schema.tables().isEmpty()) {
      return Html.of("<p>There is no table.</p>");
    }
    return Html.of(
        """
        <div class="diagram">
        %s
        </div>
        <p class="legend">Bold: primary key. Green: foreign key. A question mark: may be NULL.</p>
        <details>
        <summary>The same as text</summary>
        <pre>%s</pre>
        </details>\
        """,
        new SchemaDiagram(schema.tables()).svg(), String.join("\n", schema.lines()));
  }
}
