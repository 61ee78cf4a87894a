package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** People, and repeatable migrations that make views of them. */
abstract class PeopleContract extends DatabaseContract {

  static final String SCRIPTED = "20250601000000-scripted";
  static final String ADULTS = "r-adults";
  static final String GUESTS = "r-guests";
  static final String ZONES = "r-zones";

  /** The contract on one kind of database. */
  PeopleContract(TestedDatabase database) {
    super(database);
  }

  static void people(QueryInterface db) {
    db.createTable(
        "people",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(20).notNull());
          t.column("age", integer().notNull());
        });
    db.bulkInsert(
        "people",
        row("id", 1, "name", "Ann", "age", 17),
        row("id", 2, "name", "Ben", "age", 18),
        row("id", 3, "name", "Cem", "age", 21));
  }

  /** A view of the people from this age, with columns that need no quotes anywhere. */
  Body view(String name, int age) throws SQLException {
    String query = "SELECT * FROM %s WHERE %s >= %d".formatted(quote("people"), quote("age"), age);
    return db -> db.createOrReplaceView(name, query);
  }

  static ScriptedRepeatables scripted() {
    return new ScriptedRepeatables().with(M20250601000000_Scripted.class, PeopleContract::people);
  }

  Migrator migrator(ScriptedRepeatables migrations) {
    return migrations.in(Migrator.configure().dataSource(dataSource())).build();
  }

  Migrator migrator(ScriptedRepeatables migrations, DataSource source) {
    return migrations.in(Migrator.configure().dataSource(source)).build();
  }

  List<String> names(String view) throws SQLException {
    return rows("SELECT %s FROM %s ORDER BY 1".formatted(quote("name"), quote(view)));
  }

  /** What the history says of a migration, its time and duration included. */
  List<String> record(String name) throws SQLException {
    return rows(
        "SELECT * FROM %s WHERE %s = '%s'"
            .formatted(quote("switchback_meta"), quote("name"), name));
  }

  boolean commitsEachStep() throws SQLException {
    return !dialect().rendering().hasTransactionalDdl();
  }

  static Migrator found(DataSource source, ClassLoader loader) {
    return Migrator.configure()
        .dataSource(source)
        .packages("com.acme.migrations")
        .classLoader(loader)
        .build();
  }
}
