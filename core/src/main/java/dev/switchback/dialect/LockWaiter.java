package dev.switchback.dialect;

import java.time.Duration;

/**
 * A session that waits for a lock of another session, which is idle meanwhile.
 *
 * @param session see {@link LockControl#sessionId}
 * @param sql the waiting statement; it may contain values
 * @param waited how long its statement has taken
 * @param isCertain whether the server reports who holds the lock; if false, it reports only that
 *     the session waits for a table
 */
public record LockWaiter(String session, String sql, Duration waited, boolean isCertain) {}
