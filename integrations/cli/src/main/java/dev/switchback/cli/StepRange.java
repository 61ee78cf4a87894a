package dev.switchback.cli;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that limit a run. A command accepts only one of them. */
final class StepRange {

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "At most N migrations.",
      converter = NumberOfSteps.class)
  private @Nullable Integer steps;

  @Option(
      names = "--to",
      paramLabel = "NAME",
      description = "Stop after the migration NAME. Its class, timestamp or description is enough.")
  private @Nullable String name;

  /** Runs the variant that the options select; {@code plain} without options. */
  <T> T choose(Supplier<T> plain, IntFunction<T> bySteps, Function<String, T> byName) {
    if (steps != null) {
      return bySteps.apply(steps);
    }
    return name != null ? byName.apply(name) : plain.get();
  }

  /** Returns whether one of the options is present. */
  boolean isGiven() {
    return steps != null || name != null;
  }

  /** Reads a whole number of 1 or more, in plain digits. */
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
