package dev.switchback.internal.base;

import dev.switchback.CatalogInterface;
import dev.switchback.QueryInterface;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.schema.TableDescription;
import java.util.List;
import java.util.Optional;

/** A query interface that answers all questions about schemas in one place. */
public interface Looking extends QueryInterface {

  /** Answers a question about a schema. */
  <T> T look(Look<T> look);

  @Override
  default List<String> showAllTables() {
    return look(Look.atTables(Optional.empty()));
  }

  @Override
  default boolean tableExists(String table) {
    return look(Look.whether(table, Optional.empty()));
  }

  @Override
  default List<EnumTypeDescription> showEnumTypes() {
    return look(Look.atEnumTypes(Optional.empty()));
  }

  @Override
  default TableDescription describeTable(String table) {
    return look(Look.at(table, Optional.empty()));
  }

  @Override
  default CatalogInterface catalogOf(String schema) {
    return new OtherCatalog(this, Optional.of(schema));
  }

  /** The questions about another schema. */
  record OtherCatalog(Looking asked, Optional<String> schema) implements CatalogInterface {

    @Override
    public List<String> showAllTables() {
      return asked.look(Look.atTables(schema));
    }

    @Override
    public boolean tableExists(String table) {
      return asked.look(Look.whether(table, schema));
    }

    @Override
    public List<EnumTypeDescription> showEnumTypes() {
      return asked.look(Look.atEnumTypes(schema));
    }

    @Override
    public TableDescription describeTable(String table) {
      return asked.look(Look.at(table, schema));
    }
  }
}
