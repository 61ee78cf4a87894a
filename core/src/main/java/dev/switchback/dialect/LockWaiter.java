package dev.switchback.dialect;

import java.time.Duration;

/**
 * A session that waits for a lock of another one, which does nothing meanwhile.
 *
 * @param session see {@link Dialect#sessionId}
 * @param sql the statement that waits; it may have values in it
 * @param waited how long its statement has taken
 * @param isCertain whether the server tells whose lock it is; else only that one waits for a table
 */
public record LockWaiter(String session, String sql, Duration waited, boolean isCertain) {}
