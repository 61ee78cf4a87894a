package dev.switchback.spring.boot;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.OutOfOrder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a migrator: {@code switchback.*}, or {@code switchback.instances.<name>.*}. A
 * property that is not set is null.
 */
public class MigratorProperties {

  /** What a start of the application does. */
  public enum Mode {
    /** Applies the pending migrations. */
    MIGRATE,
    /** Applies nothing. Refuses the start if migrations are pending. */
    VERIFY,
    /** Does not connect to the database. */
    NONE
  }

  /** When a start of the application migrates or verifies. */
  public enum When {
    /** Before the beans that use the database. */
    BEFORE_BEANS,
    /** After all beans are created, before the application accepts traffic. */
    AFTER_START,
    /** Never. The application calls the migrator. */
    MANUALLY
  }

  private List<String> packages = List.of();
  private @Nullable String schema;
  private @Nullable String metadataSchema;
  private @Nullable String tablePrefix;
  private @Nullable String dataSource;
  private @Nullable String url;
  private @Nullable String user;
  private @Nullable String password;
  private @Nullable String driverClassName;
  private @Nullable Mode mode;
  private @Nullable When when;
  private @Nullable Integer order;
  private @Nullable Duration migrationLockTimeout;
  private @Nullable Duration leaseTimeout;
  private @Nullable Duration statementTimeout;
  private @Nullable Duration statementLockTimeout;
  private @Nullable Integer statementLockRetries;
  private @Nullable OutOfOrder outOfOrder;
  private @Nullable ChangedMigrationPolicy onChangedMigration;
  private List<String> acceptUntested = List.of();

  /**
   * Returns the packages with migrations, searched with their subpackages. By default, the package
   * {@code migrations} below each package of the auto-configuration.
   */
  public List<String> getPackages() {
    return packages;
  }

  public void setPackages(List<String> value) {
    packages = List.copyOf(value);
  }

  /**
   * Returns the schema to migrate. It must exist. By default, the current schema of the connection.
   */
  public @Nullable String getSchema() {
    return schema;
  }

  public void setSchema(@Nullable String value) {
    schema = value;
  }

  /**
   * Returns the schema of the metadata tables. It must exist. By default, the schema to migrate.
   */
  public @Nullable String getMetadataSchema() {
    return metadataSchema;
  }

  public void setMetadataSchema(@Nullable String value) {
    metadataSchema = value;
  }

  /** Returns the prefix of the metadata tables; {@code switchback} by default. */
  public @Nullable String getTablePrefix() {
    return tablePrefix;
  }

  public void setTablePrefix(@Nullable String value) {
    tablePrefix = value;
  }

  /** Returns the name of the bean with the data source. */
  public @Nullable String getDataSource() {
    return dataSource;
  }

  public void setDataSource(@Nullable String value) {
    dataSource = value;
  }

  /**
   * Returns the JDBC URL of the database, if no data source of the application is used. Without a
   * user and a password.
   */
  public @Nullable String getUrl() {
    return url;
  }

  public void setUrl(@Nullable String value) {
    url = value;
  }

  /**
   * Returns the database user of the migrations. Without a URL, the user connects to the database
   * of the application.
   */
  public @Nullable String getUser() {
    return user;
  }

  public void setUser(@Nullable String value) {
    user = value;
  }

  /** Returns the password of the database user. */
  public @Nullable String getPassword() {
    return password;
  }

  public void setPassword(@Nullable String value) {
    password = value;
  }

  /** Returns the class of the JDBC driver, if the URL does not determine it. */
  public @Nullable String getDriverClassName() {
    return driverClassName;
  }

  public void setDriverClassName(@Nullable String value) {
    driverClassName = value;
  }

  /**
   * Returns whether a start migrates, only verifies, or does nothing; {@code migrate} by default.
   */
  public @Nullable Mode getMode() {
    return mode;
  }

  public void setMode(@Nullable Mode value) {
    mode = value;
  }

  /** Returns when a start migrates; {@code before-beans} by default. */
  public @Nullable When getWhen() {
    return when;
  }

  public void setWhen(@Nullable When value) {
    when = value;
  }

  /** Returns the position among the migrators, lowest first; 0 by default. */
  public @Nullable Integer getOrder() {
    return order;
  }

  public void setOrder(@Nullable Integer value) {
    order = value;
  }

  /** Returns the maximum wait for another process that migrates; 10 minutes by default. */
  public @Nullable Duration getMigrationLockTimeout() {
    return migrationLockTimeout;
  }

  public void setMigrationLockTimeout(@Nullable Duration value) {
    migrationLockTimeout = value;
  }

  /**
   * Returns the maximum time until a run without a heartbeat is replaced; 30 seconds by default.
   */
  public @Nullable Duration getLeaseTimeout() {
    return leaseTimeout;
  }

  public void setLeaseTimeout(@Nullable Duration value) {
    leaseTimeout = value;
  }

  /** Returns the maximum duration of a statement; no limit by default. */
  public @Nullable Duration getStatementTimeout() {
    return statementTimeout;
  }

  public void setStatementTimeout(@Nullable Duration value) {
    statementTimeout = value;
  }

  /** Returns the maximum wait of a statement for a database lock; 5 seconds by default. */
  public @Nullable Duration getStatementLockTimeout() {
    return statementLockTimeout;
  }

  public void setStatementLockTimeout(@Nullable Duration value) {
    statementLockTimeout = value;
  }

  /** Returns how often a migration is retried after a wait for a database lock; 10 by default. */
  public @Nullable Integer getStatementLockRetries() {
    return statementLockRetries;
  }

  public void setStatementLockRetries(@Nullable Integer value) {
    statementLockRetries = value;
  }

  /** Returns the policy for migrations that are out of order; {@code allow} by default. */
  public @Nullable OutOfOrder getOutOfOrder() {
    return outOfOrder;
  }

  public void setOutOfOrder(@Nullable OutOfOrder value) {
    outOfOrder = value;
  }

  /** Returns the policy for applied migrations that have changed; {@code warn} by default. */
  public @Nullable ChangedMigrationPolicy getOnChangedMigration() {
    return onChangedMigration;
  }

  public void setOnChangedMigration(@Nullable ChangedMigrationPolicy value) {
    onChangedMigration = value;
  }

  /** Returns the untested servers to accept, by the names in the messages that refuse them. */
  public List<String> getAcceptUntested() {
    return acceptUntested;
  }

  public void setAcceptUntested(List<String> value) {
    acceptUntested = List.copyOf(value);
  }
}
