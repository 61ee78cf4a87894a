package dev.switchback.dialect;

/**
 * The type of a column, as the catalogue shows it.
 *
 * @param digits its number of fractional digits of a second, if it has seconds
 */
record ColumnType(String words, ColumnKind kind, int digits) {

  static final ColumnType UNKNOWN = new ColumnType("", ColumnKind.OTHER, 0);

  static ColumnType of(String words, int digitsIfNotSaid) {
    return new ColumnType(words, ColumnKind.of(words), Moments.digits(words, digitsIfNotSaid));
  }
}
