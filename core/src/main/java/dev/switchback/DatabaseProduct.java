package dev.switchback;

/**
 * A database, by the name of its product: {@code db.on(POSTGRESQL, pg -> …)}. The constants are the
 * databases that Switchback comes with.
 *
 * @param name the name of the dialect, such as {@code PostgreSQL}; upper and lower case are equal
 */
public record DatabaseProduct(String name) {

  /** H2. */
  public static final DatabaseProduct H2 = new DatabaseProduct("H2");

  /** PostgreSQL. */
  public static final DatabaseProduct POSTGRESQL = new DatabaseProduct("PostgreSQL");

  /** MySQL, without MariaDB. */
  public static final DatabaseProduct MYSQL = new DatabaseProduct("MySQL");

  /** MariaDB, without MySQL. */
  public static final DatabaseProduct MARIADB = new DatabaseProduct("MariaDB");

  /** Rejects an empty name. */
  public DatabaseProduct {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "The name of a database is empty. Use a constant, such as DatabaseProduct.POSTGRESQL");
    }
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
