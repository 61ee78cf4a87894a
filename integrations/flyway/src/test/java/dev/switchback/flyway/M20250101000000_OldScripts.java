package dev.switchback.flyway;

import dev.switchback.FlywayScripts;
import java.util.List;
import java.util.Map;

/** The scripts of a project that began with Flyway. */
public final class M20250101000000_OldScripts implements FlywayScripts {

  private final List<String> locations;
  private final Map<String, String> placeholders;

  public M20250101000000_OldScripts(List<String> locations, Map<String, String> placeholders) {
    this.locations = locations;
    this.placeholders = placeholders;
  }

  @Override
  public List<String> locations() {
    return locations;
  }

  @Override
  public Map<String, String> placeholders() {
    return placeholders;
  }
}
