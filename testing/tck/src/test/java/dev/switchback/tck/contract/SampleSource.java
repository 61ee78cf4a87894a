package dev.switchback.tck.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples as they are written. */
record SampleSource(String text) {

  /** How the formatter breaks {@code db.createTable("rooms", t -> {…})}. */
  private static final Pattern OVER_THREE_LINES =
      Pattern.compile("(?s)^(db\\.\\w+\\()\n +(\"[^\n]*\"),\n +(\\w+ -> .*)$");

  static SampleSource read() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name :
        List.of(
            "Samples", "OnlineSamples", "AlterationSamples", "NameSamples", "NumberingSamples")) {
      text.append(read(name));
    }
    return new SampleSource(text.toString());
  }

  private static String read(String name) throws IOException {
    return Files.readString(
        Path.of("src/main/java/dev/switchback/tck/contract", name + ".java").toAbsolutePath());
  }

  /** What the sample calls, without the lambda around it, and not indented. */
  String of(Sample sample) {
    String title = "\"" + sample.title() + "\",";
    int found = text.indexOf(title);
    if (found < 0 || text.indexOf(title, found + 1) >= 0) {
      throw new IllegalStateException("not one sample is called '" + sample.title() + "'");
    }
    int start = text.indexOf("->", found) + 2;
    String call = withoutIndent(text.substring(start, end(start)));
    return call.startsWith("{")
        ? withoutIndent(call.substring(1, call.length() - 1))
        : OVER_THREE_LINES.matcher(call).replaceFirst(SampleSource::onOneLine) + ";";
  }

  /** As people write it. */
  private static String onOneLine(MatchResult call) {
    String lambda = call.group(3).replace("\n    ", "\n");
    return Matcher.quoteReplacement(call.group(1) + call.group(2) + ", " + lambda);
  }

  /** The bracket that closes the sample. */
  private int end(int start) {
    int depth = 0;
    for (int i = start; ; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfText(i);
      } else if (c == '(' || c == '{') {
        depth++;
      } else if (c == '}' || (c == ')' && depth > 0)) {
        depth--;
      } else if (c == ')') {
        return i;
      }
    }
  }

  private int endOfText(int start) {
    int i = start + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  private static String withoutIndent(String code) {
    return code.replaceFirst("^\\s*\n", "").stripIndent().strip();
  }
}
