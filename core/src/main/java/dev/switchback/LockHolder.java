package dev.switchback;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that holds the lock, in this process or another one; see {@link Migrator#lockHolder}.
 *
 * @param processOrNull its process and machine, from its lease
 * @param sessionOrNull the session that holds the advisory lock, as the server describes it
 */
public record LockHolder(@Nullable String processOrNull, @Nullable String sessionOrNull) {

  /**
   * Returns its process and machine: {@code process 4711 on web-3}. Empty if it is not known,
   * because the run has taken the lock just now. In that moment, it can also be the process of a
   * run before that was killed.
   */
  public Optional<String> process() {
    return Optional.ofNullable(processOrNull);
  }

  /**
   * Returns the session that holds the advisory lock, as the server describes it. Such a run is
   * alive. Empty where no session shows the lock: on H2, through a pooler and on Galera. There the
   * process may have died without a release of its lease; the next run finds out.
   */
  public Optional<String> session() {
    return Optional.ofNullable(sessionOrNull);
  }

  /** Returns the process and the session, human-readable. */
  @Override
  public String toString() {
    return Stream.of(process(), session())
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }
}
