package dev.switchback;

import dev.switchback.dialect.ServerVersions;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The database that a migration changes.
 *
 * @param product the product
 * @param version the version as the server reports it, such as {@code 8.0.36}. In a plan without a
 *     server, the version that the plan is made for
 */
public record DatabaseInfo(DatabaseProduct product, String version) {

  /** The numbers at the beginning of a version, each after the point that ends the one before. */
  private static final Pattern NUMBERS = Pattern.compile("\\G(?:(?<=\\d)\\.)?(\\d{1,9})");

  /** More numbers than a version has. */
  private static final int MOST = 8;

  /**
   * Returns whether the server has this version or a later one: {@code isAtLeast("8.0.16")}. Only
   * the leading numbers of both versions count. A missing number is 0.
   *
   * @throws IllegalArgumentException if {@code least} does not begin with a number
   */
  public boolean isAtLeast(String least) {
    ServerVersions.majorOf(least); // refuses what is no version
    return Arrays.compare(numbers(version), numbers(least)) >= 0;
  }

  /** Returns as many numbers as a version can have. */
  private static int[] numbers(String version) {
    return Arrays.copyOf(
        NUMBERS
            .matcher(version)
            .results()
            .mapToInt(number -> Integer.parseInt(number.group(1)))
            .toArray(),
        MOST);
  }
}
