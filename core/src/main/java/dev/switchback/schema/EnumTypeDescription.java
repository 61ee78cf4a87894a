package dev.switchback.schema;

import java.util.List;

/**
 * An enum type of a schema. Only PostgreSQL has them: on the other databases, the values of an
 * enumeration belong to its column.
 *
 * @param values its values, in order
 */
public record EnumTypeDescription(String name, List<String> values) {

  public EnumTypeDescription {
    values = List.copyOf(values);
  }
}
