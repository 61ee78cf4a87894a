package dev.switchback.faults;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Prints the figures when all tests are over. */
public final class FiguresPrinter implements TestExecutionListener {

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    String table = Figures.table();
    if (!table.isEmpty()) {
      System.out.println("\n" + table);
    }
  }
}
