package dev.switchback.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A page that needs no other file and no network. The browser is told to load nothing and to run no
 * script.
 */
record Page(String title, Html body) {

  private static final String TEMPLATE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>%s</title>
      <style>
      %s</style>
      </head>
      <body>
      <main>
      %s
      <footer>Written by Switchback at %s.</footer>
      </main>
      </body>
      </html>
      """;

  String text() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return Html.of(TEMPLATE, title, new Html(style()), body, now).markup();
  }

  private static String style() {
    try (InputStream file = Page.class.getResourceAsStream("report.css")) {
      if (file == null) {
        throw new IllegalStateException("report.css is not in this jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
