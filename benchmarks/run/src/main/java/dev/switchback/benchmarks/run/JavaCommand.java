package dev.switchback.benchmarks.run;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM to start. */
record JavaCommand(
    List<Path> classPath, List<String> options, String mainClass, List<String> arguments) {

  /** The same with more options of the JVM. */
  JavaCommand withOptions(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new JavaCommand(classPath, all, mainClass, arguments);
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.add("-cp");
    words.add(classPath.stream().map(Path::toString).collect(joining(File.pathSeparator)));
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }
}
