package dev.switchback.operation;

import dev.switchback.schema.DataType;
import java.util.List;

/**
 * Creates an enum type. Fails if the name is taken.
 *
 * @param values its values, in order
 */
public record CreateEnumType(String type, List<String> values) implements TypeOperation {

  /**
   * @throws IllegalArgumentException if there is no value, or a value appears twice
   */
  public CreateEnumType {
    values = new DataType.Enumeration(values).values();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createEnumType(this);
  }

  @Override
  public String describe() {
    return "createEnumType '" + type + "'";
  }
}
