package dev.switchback.cli;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How far a run goes, as the options say; only one of them can be given. */
final class StepRange {

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "N migrations at the most.",
      converter = NumberOfSteps.class)
  private @Nullable Integer steps;

  @Option(
      names = "--to",
      paramLabel = "NAME",
      description =
          "As far as the migration NAME, itself included. Its class, time or description will do.")
  private @Nullable String name;

  /** Runs the one of the three that the options ask for; the first one without options. */
  <T> T choose(Supplier<T> plain, IntFunction<T> bySteps, Function<String, T> byName) {
    if (steps != null) {
      return bySteps.apply(steps);
    }
    return name != null ? byName.apply(name) : plain.get();
  }

  /** Whether one of the options was given. */
  boolean isGiven() {
    return steps != null || name != null;
  }

  /** A whole number of 1 or more, in plain digits. */
  static final class NumberOfSteps implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[1-9][0-9]{0,8}")) {
        return Integer.valueOf(value);
      }
      throw new TypeConversionException("'" + value + "' is not a whole number of 1 or more");
    }
  }
}
