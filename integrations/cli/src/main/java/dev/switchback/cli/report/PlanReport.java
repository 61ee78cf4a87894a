package dev.switchback.cli.report;

import dev.switchback.Plan;

/** A plan as a page: the SQL of each step, what it loses, and whom it blocks. */
public record PlanReport(Plan plan) {

  /** Returns the page. */
  public String html() {
    int statements = plan.sql().size();
    Html body =
        Html.of(
            """
            <header>
            <h1>Plan of <code>%s</code> for %s</h1>
            <p>%s. Nothing was sent.</p>
            </header>
            %s\
            """,
            plan.direction(),
            plan.dialect(),
            count(plan.migrations().size(), "migration") + ", " + count(statements, "statement"),
            new PlanSection(plan).html());
    return new Page("Plan of " + plan.direction(), body).text();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
