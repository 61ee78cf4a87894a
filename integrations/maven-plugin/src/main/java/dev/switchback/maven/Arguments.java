package dev.switchback.maven;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a command, in the form of its command line. Not thread-safe. */
final class Arguments {

  private final List<String> arguments = new ArrayList<>();

  private Arguments() {}

  static Arguments of(String command) {
    return new Arguments().value(command);
  }

  Arguments value(String value) {
    arguments.add(value);
    return this;
  }

  Arguments option(String name, @Nullable Object value) {
    if (value != null) {
      arguments.add(name + "=" + value);
    }
    return this;
  }

  Arguments flag(String name, boolean isSet) {
    if (isSet) {
      arguments.add(name);
    }
    return this;
  }

  List<String> asList() {
    return List.copyOf(arguments);
  }
}
