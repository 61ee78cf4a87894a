package dev.switchback.operation;

import java.util.Set;

/**
 * Makes queries use an index, or not. The server maintains the index in both cases. Fails if the
 * table has no index of this name.
 */
public record SetIndexVisible(String table, String name, boolean isVisible) implements TableChange {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setIndexVisible(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMLESS;
  }

  @Override
  public String describe() {
    return (isVisible ? "showIndex '" : "hideIndex '") + name + "' of '" + table + "'";
  }
}
