package dev.switchback.examples.jooq;

import static dev.switchback.examples.jooq.schema.Tables.ROOMS;

import dev.switchback.Migrator;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The rooms of a chat server. Thread-safe if the data source is. */
public final class Rooms {

  private final DSLContext database;

  private Rooms(DSLContext database) {
    this.database = database;
  }

  /** Applies the pending migrations, and returns the rooms of this database. */
  public static Rooms in(DataSource dataSource) {
    Migrator.configure()
        .dataSource(dataSource)
        .packages("dev.switchback.examples.jooq.migrations")
        .build()
        .up();
    return new Rooms(DSL.using(dataSource, SQLDialect.H2));
  }

  /** Adds a room. */
  public void add(String name, String topic) {
    database.insertInto(ROOMS).set(ROOMS.NAME, name).set(ROOMS.TOPIC, topic).execute();
  }

  /** Returns the names of the rooms with this topic, in order. */
  public List<String> about(String topic) {
    return database
        .select(ROOMS.NAME)
        .from(ROOMS)
        .where(ROOMS.TOPIC.eq(topic))
        .orderBy(ROOMS.NAME)
        .fetch(ROOMS.NAME);
  }
}
