package dev.switchback.spring.boot;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationListener;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.spring.boot.ConfiguredMigrator.Kind;
import dev.switchback.spring.boot.DataSourceSelection.Selected;
import dev.switchback.spring.boot.MigratorProperties.Mode;
import dev.switchback.spring.boot.MigratorProperties.When;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Builds migrators from properties and beans. */
final class MigratorAssembly {

  private final ApplicationContext context;
  private final SwitchbackProperties defaults;

  MigratorAssembly(ApplicationContext context, SwitchbackProperties defaults) {
    this.context = context;
    this.defaults = defaults;
  }

  /** Returns the migrator of an instance, or of the properties without an instance. */
  ConfiguredMigrator instance(String name) {
    MigratorProperties own = defaults.getInstances().get(name);
    if (own == null) {
      return build(name, "switchback.", defaults, Kind.APPLICATION);
    }
    refuseUnused();
    return build(name, "switchback.instances." + name + ".", own, Kind.APPLICATION);
  }

  /** Returns a migrator that the application has built. */
  ConfiguredMigrator given(String name, Migrator migrator) {
    RunProgress progress = new RunProgress();
    return new ConfiguredMigrator(
        name,
        migrator.withListener(progress),
        Kind.APPLICATION,
        mode(defaults),
        when(defaults),
        order(defaults),
        progress,
        null);
  }

  /** Returns the migrator of a library. */
  ConfiguredMigrator component(MigrationComponent component) {
    MigratorProperties own = new MigratorProperties();
    own.setPackages(component.packages());
    own.setTablePrefix(component.tablePrefix());
    own.setOrder(component.order());
    if (defaults.getInstances().isEmpty()) {
      own.setDataSource(defaults.getDataSource());
      own.setSchema(defaults.getSchema());
      own.setMetadataSchema(defaults.getMetadataSchema());
      own.setUrl(defaults.getUrl());
      own.setDriverClassName(defaults.getDriverClassName());
      own.setUser(defaults.getUser());
      own.setPassword(defaults.getPassword());
    }
    return build(component.name(), "switchback.", own, Kind.COMPONENT);
  }

  /** These properties belong to one migrator. With instances, none of them would have an effect. */
  private void refuseUnused() {
    Stream.of(
            unused("packages", defaults.getPackages().isEmpty() ? null : ""),
            unused("schema", defaults.getSchema()),
            unused("metadata-schema", defaults.getMetadataSchema()),
            unused("table-prefix", defaults.getTablePrefix()),
            unused("data-source", defaults.getDataSource()),
            unused("url", defaults.getUrl()),
            unused("user", defaults.getUser()))
        .flatMap(Stream::ofNullable)
        .findFirst()
        .ifPresent(
            property -> {
              throw new ConfigurationException(
                  "'switchback.%s' has no effect on 'switchback.instances'. Nothing was run. Set it for each instance that needs it."
                      .formatted(property));
            });
  }

  private static @Nullable String unused(String property, @Nullable String value) {
    return value == null ? null : property;
  }

  private ConfiguredMigrator build(String name, String prefix, MigratorProperties own, Kind kind) {
    Selected selected = select(prefix, own);
    MigratorBuilder builder = Migrator.configure().dataSource(selected.dataSource());
    ClassLoader loader = context.getClassLoader();
    if (loader != null) {
      builder.classLoader(loader);
    }
    List<String> packages = own.getPackages();
    builder.packages(
        (packages.isEmpty() ? DefaultPackages.of(context) : packages).toArray(String[]::new));
    set(own.getSchema(), builder::schema);
    set(own.getMetadataSchema(), builder::metadataSchema);
    set(own.getTablePrefix(), builder::tablePrefix);
    setPolicies(own, builder);
    builder.factory(new InjectingMigrationFactory(context.getAutowireCapableBeanFactory()));
    RunProgress progress = new RunProgress();
    builder.listener(progress);
    context.getBeanProvider(MigrationListener.class).orderedStream().forEach(builder::listener);
    context
        .getBeanProvider(MigratorCustomizer.class)
        .orderedStream()
        .forEach(customizer -> customizer.customize(name, builder));
    return new ConfiguredMigrator(
        name,
        builder.build(),
        kind,
        mode(own),
        when(own),
        order(own),
        progress,
        new MigratedSchema(
            selected.database(),
            own.getSchema(),
            Objects.requireNonNullElse(own.getTablePrefix(), "switchback")));
  }

  private Selected select(String prefix, MigratorProperties own) {
    DataSourceSelection selection = new DataSourceSelection(context);
    SwitchbackConnectionDetails details =
        defaults.getInstances().isEmpty()
            ? context.getBeanProvider(SwitchbackConnectionDetails.class).getIfUnique()
            : null;
    return details == null || (details instanceof StartedServer && !isReplaced(own))
        ? selection.select(prefix, own)
        : selection.select(details);
  }

  /** Returns whether the properties describe a connection. In a test, a started server has it. */
  private static boolean isReplaced(MigratorProperties own) {
    return own.getDataSource() == null && (own.getUrl() != null || own.getUser() != null);
  }

  private void setPolicies(MigratorProperties own, MigratorBuilder builder) {
    set(inherited(own, MigratorProperties::getMigrationLockTimeout), builder::migrationLockTimeout);
    set(inherited(own, MigratorProperties::getLeaseTimeout), builder::leaseTimeout);
    set(inherited(own, MigratorProperties::getStatementTimeout), builder::statementTimeout);
    setStatementLock(own, builder);
    set(inherited(own, MigratorProperties::getOutOfOrder), builder::outOfOrder);
    set(inherited(own, MigratorProperties::getOnChangedMigration), builder::onChangedMigration);
    List<String> servers = own.getAcceptUntested();
    (servers.isEmpty() ? defaults.getAcceptUntested() : servers).forEach(builder::acceptUntested);
  }

  /** The builder sets both at once, so the one that is not set gets the builder's default. */
  private void setStatementLock(MigratorProperties own, MigratorBuilder builder) {
    Duration timeout = inherited(own, MigratorProperties::getStatementLockTimeout);
    Integer retries = inherited(own, MigratorProperties::getStatementLockRetries);
    if (timeout != null || retries != null) {
      builder.statementLockTimeout(
          Objects.requireNonNullElse(timeout, Duration.ofSeconds(5)),
          Objects.requireNonNullElse(retries, 10));
    }
  }

  private Mode mode(MigratorProperties own) {
    return Objects.requireNonNullElse(inherited(own, MigratorProperties::getMode), Mode.MIGRATE);
  }

  private When when(MigratorProperties own) {
    return Objects.requireNonNullElse(
        inherited(own, MigratorProperties::getWhen), When.BEFORE_BEANS);
  }

  private static int order(MigratorProperties own) {
    return Objects.requireNonNullElse(own.getOrder(), 0);
  }

  private <T> @Nullable T inherited(
      MigratorProperties own, Function<MigratorProperties, @Nullable T> property) {
    T value = property.apply(own);
    return value == null ? property.apply(defaults) : value;
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
