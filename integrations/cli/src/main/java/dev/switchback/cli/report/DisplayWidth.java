package dev.switchback.cli.report;

import picocli.CommandLine.Help.Ansi;

/** The width of a text in fixed-width characters. Chinese, Japanese and Korean ones have two. */
public final class DisplayWidth {

  private DisplayWidth() {}

  /** Returns how many columns of a terminal the text takes. */
  public static int of(String text) {
    return Ansi.OFF.text(text.replace("@|", "@ ")).getCJKAdjustedLength();
  }
}
