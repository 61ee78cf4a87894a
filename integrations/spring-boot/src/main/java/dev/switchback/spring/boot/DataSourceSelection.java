package dev.switchback.spring.boot;

import dev.switchback.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Selects the data source of a migrator by its properties. */
final class DataSourceSelection {

  /**
   * A data source for migrations.
   *
   * @param database the data source of the application, or the URL: equal for the same database
   */
  record Selected(DataSource dataSource, Object database) {}

  private final ListableBeanFactory beans;

  DataSourceSelection(ListableBeanFactory beans) {
    this.beans = beans;
  }

  /**
   * Returns the data source.
   *
   * @param prefix of the properties, with a dot at the end, for messages
   * @throws ConfigurationException if the properties do not determine one
   */
  Selected select(String prefix, MigratorProperties properties) {
    refuseContradictions(prefix, properties);
    String url = properties.getUrl();
    if (url != null) {
      return new Selected(
          driver(
              prefix,
              url,
              properties.getDriverClassName(),
              properties.getUser(),
              properties.getPassword()),
          url);
    }
    DataSource application = ofApplication(prefix, properties.getDataSource());
    String user = properties.getUser();
    return new Selected(
        user == null ? application : as(application, user, properties.getPassword()), application);
  }

  /** Returns the data source for the connection that a bean describes. */
  Selected select(SwitchbackConnectionDetails details) {
    return new Selected(
        driver(
            "SwitchbackConnectionDetails.",
            details.getJdbcUrl(),
            details.getDriverClassName(),
            details.getUser(),
            details.getPassword()),
        details.getJdbcUrl());
  }

  private static void refuseContradictions(String prefix, MigratorProperties properties) {
    if (properties.getUrl() != null && properties.getDataSource() != null) {
      throw new ConfigurationException(
          "'%surl' and '%sdata-source' are both set. Nothing was run. Remove one of them."
              .formatted(prefix, prefix));
    }
    if (properties.getUrl() == null && properties.getDriverClassName() != null) {
      throw new ConfigurationException(
          "'%sdriver-class-name' is set without a URL. Nothing was run. Set '%surl' too, or remove it."
              .formatted(prefix, prefix));
    }
    if (properties.getUser() == null && properties.getPassword() != null) {
      throw new ConfigurationException(
          "'%spassword' is set without a user. Nothing was run. Set '%suser' too, or remove it."
              .formatted(prefix, prefix));
    }
  }

  private DataSource ofApplication(String prefix, @Nullable String name) {
    if (name != null) {
      if (!beans.containsBean(name) || !beans.isTypeMatch(name, DataSource.class)) {
        throw new ConfigurationException(
            "Data source '%s' – '%sdata-source' names it, and there is no such bean. Nothing was run. %s"
                .formatted(name, prefix, candidates(names())));
      }
      return beans.getBean(name, DataSource.class);
    }
    List<String> marked =
        Arrays.stream(beans.getBeanNamesForAnnotation(SwitchbackDataSource.class))
            .filter(bean -> beans.isTypeMatch(bean, DataSource.class))
            .toList();
    if (marked.size() > 1) {
      throw new ConfigurationException(
          "Data sources %s – all of them have @SwitchbackDataSource. Nothing was run. Annotate one, or set '%sdata-source'."
              .formatted(quoted(marked), prefix));
    }
    DataSource found =
        marked.isEmpty()
            ? beans.getBeanProvider(DataSource.class).getIfUnique()
            : beans.getBean(marked.get(0), DataSource.class);
    if (found == null) {
      throw new ConfigurationException(undetermined(prefix, names()));
    }
    return found;
  }

  private static String undetermined(String prefix, List<String> names) {
    return names.isEmpty()
        ? "Data source – the application has none. Nothing was run. Set '%surl', or configure"
                .formatted(prefix)
            + " 'spring.datasource.url'."
        : "Data source – the application has several (%s), and none of them is primary. Nothing was run."
                .formatted(quoted(names))
            + " Set '%sdata-source', or annotate one with @SwitchbackDataSource.".formatted(prefix);
  }

  private List<String> names() {
    return List.of(beans.getBeanNamesForType(DataSource.class));
  }

  private static String candidates(List<String> names) {
    return names.isEmpty()
        ? "The application has no data source; configure one."
        : "Use one of: " + quoted(names) + ".";
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  private static DataSource driver(
      String prefix,
      String url,
      @Nullable String driverClassName,
      @Nullable String user,
      @Nullable String password) {
    DataSourceBuilder<SimpleDriverDataSource> builder =
        DataSourceBuilder.create().type(SimpleDriverDataSource.class).url(url);
    if (driverClassName != null) {
      builder.driverClassName(driverClassName);
    }
    SimpleDriverDataSource built;
    try {
      built = builder.username(user).password(password).build();
    } catch (RuntimeException | LinkageError e) { // without its text, which may contain the URL
      throw new ConfigurationException(noDriver(prefix));
    }
    if (built.getDriver() == null) {
      throw new ConfigurationException(noDriver(prefix));
    }
    return built;
  }

  private static String noDriver(String prefix) {
    return "'%surl' – no JDBC driver on the class path accepts it. Nothing was run. Add the driver of"
            .formatted(prefix)
        + " the database, or correct the URL.";
  }

  private static DataSource as(DataSource application, String user, @Nullable String password) {
    return DataSourceBuilder.derivedFrom(application)
        .type(SimpleDriverDataSource.class)
        .username(user)
        .password(password)
        .build();
  }
}
