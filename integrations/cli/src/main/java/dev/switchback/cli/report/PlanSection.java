package dev.switchback.cli.report;

import dev.switchback.Plan;
import dev.switchback.dialect.Hazard;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan: what each sends, what it loses, and whom it blocks. */
record PlanSection(Plan plan) {

  Html html() {
    return plan.isEmpty()
        ? Html.of("<p>Nothing to do.</p>")
        : Html.all(plan.migrations().stream().map(PlanSection::migration).toList());
  }

  private static Html migration(Plan.Entry migration) {
    List<Html> parts = new ArrayList<>();
    migration.steps().forEach(step -> parts.add(step(step)));
    migration
        .end()
        .ifPresent(
            end ->
                parts.add(
                    Html.of("<p class=\"%s\">%s</p>", end.isRefused() ? "bad" : "note", end)));
    return Html.of(
        "<article class=\"migration\">\n<h3>%s</h3>\n%s\n</article>",
        migration.name(), Html.all(parts));
  }

  private static Html step(Plan.Step step) {
    List<Html> parts = new ArrayList<>();
    step.loses().ifPresent(what -> parts.add(remark("bad", "loses " + what)));
    if (step.isOutsideTransaction()) {
      parts.add(remark("note", "outside the transaction"));
    }
    if (step.isAfterQuery()) {
      parts.add(remark("note", "after reading the database"));
    }
    step.unknown().ifPresent(why -> parts.add(remark("note", why)));
    step.acknowledged().ifPresent(why -> parts.add(remark("note", "acknowledged: " + why)));
    step.hazards().forEach(hazard -> parts.add(hazard(hazard, step)));
    if (!step.sql().isEmpty()) {
      parts.add(Html.of("<pre>%s;</pre>", String.join(";\n", step.sql())));
    }
    return Html.of(
        "<section class=\"step\">\n<h4>%s</h4>\n%s\n</section>",
        step.description(), Html.all(parts));
  }

  private static Html remark(String kind, String text) {
    return Html.of("<p class=\"%s\">%s</p>", kind, text);
  }

  private static Html hazard(Hazard hazard, Plan.Step step) {
    return Html.of(
        "<p class=\"%s\">%s%s<br>Instead: %s</p>",
        step.isHazardous() ? "bad" : "note",
        hazard,
        step.size().map(size -> " " + Wording.sizeOf(size)).orElse(""),
        hazard.safeWay());
  }
}
