package dev.switchback.benchmarks.rawjdbc;

import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.Upgrade;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The least that a program can do: the floor. */
public final class RawJdbc implements Contestant {

  /** Used by its name. */
  public RawJdbc() {}

  @Override
  public Upgrade upgrade(DataSource dataSource, @Nullable String schema) {
    return () -> new RawUpgrade(dataSource, schema, Index.read()).run();
  }
}
