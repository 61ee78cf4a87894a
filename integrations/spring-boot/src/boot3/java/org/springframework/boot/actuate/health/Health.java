package org.springframework.boot.actuate.health;

import java.util.Map;

/** What Switchback uses of Spring Boot 3. It is compiled against, and not in the jar. */
public final class Health {

  private Health() {}

  public static native Builder status(String status);

  /** Builds a health. */
  public static class Builder {

    public native Builder withDetails(Map<String, ?> details);

    public native Health build();
  }
}
