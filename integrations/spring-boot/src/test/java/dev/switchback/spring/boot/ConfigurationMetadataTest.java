package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Editors complete and explain the properties by this file. */
class ConfigurationMetadataTest {

  private static JsonNode properties() throws Exception {
    try (InputStream file =
        SwitchbackProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      return new ObjectMapper().readTree(file).get("properties");
    }
  }

  /** Returns the names of all properties. */
  static Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    properties().forEach(property -> names.add(property.get("name").asString()));
    return names;
  }

  @Test
  void describes_every_property() throws Exception {
    assertThat(names()).isEqualTo(propertiesOf("switchback", SwitchbackProperties.class));
  }

  private static Set<String> propertiesOf(String prefix, Class<?> type) throws Exception {
    Set<String> names = new TreeSet<>();
    for (PropertyDescriptor property : Introspector.getBeanInfo(type).getPropertyDescriptors()) {
      if (property.getName().equals("class")) {
        continue;
      }
      String name = prefix + "." + kebab(property.getName());
      if (property.getPropertyType().getEnclosingClass() == SwitchbackProperties.class) {
        names.addAll(propertiesOf(name, property.getPropertyType()));
      } else {
        names.add(name);
      }
    }
    return names;
  }

  private static String kebab(String name) {
    String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return ConfigurationPropertyName.of(kebab).toString();
  }

  @Test
  void explains_each_in_a_sentence_and_names_its_type() throws Exception {
    for (JsonNode property : properties()) {
      assertThat(property.get("description").asString()).endsWith(".");
      String type = property.get("type").asString().replaceAll("<.*", "");
      assertThat(Class.forName(type)).isNotNull();
    }
  }

  @Test
  void slices_know_the_auto_configuration() throws Exception {
    for (String slice :
        Stream.of(
                "orm.jpa.AutoConfigureDataJpa",
                "jdbc.AutoConfigureJdbc",
                "data.jdbc.AutoConfigureDataJdbc",
                "jooq.AutoConfigureJooq",
                "data.r2dbc.AutoConfigureDataR2dbc",
                "jdbc.AutoConfigureDataSourceInitialization")
            .toList()) {
      try (InputStream file =
          SwitchbackProperties.class.getResourceAsStream(
              "/META-INF/spring/org.springframework.boot.test.autoconfigure."
                  + slice
                  + ".imports")) {
        assertThat(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
            .startsWith(SwitchbackAutoConfiguration.class.getName());
      }
    }
  }
}
