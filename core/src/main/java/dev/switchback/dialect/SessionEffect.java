package dev.switchback.dialect;

/**
 * What a raw statement changes in the session that sends it. A run that resumes, or retries after
 * waiting for a lock, does not repeat a completed step. The new session must nevertheless have what
 * the step left in the old one.
 *
 * @param what what the session has afterwards, such as {@code a temporary table}; empty for {@link
 *     Kind#NONE}
 * @param isAll whether the statement does nothing else, so that nothing of it outlives its session
 */
public record SessionEffect(Kind kind, String what, boolean isAll) {

  /** The statement leaves nothing in the session. */
  public static final SessionEffect NONE = new SessionEffect(Kind.NONE, "", false);

  /** The statement changes a setting, and sets the same value when it is sent again. */
  public static final SessionEffect REPEATED =
      new SessionEffect(Kind.REPEATED, "a setting of the session", true);

  /** How another session can get the effect. */
  public enum Kind {
    /** There is no effect. */
    NONE,
    /** The statement can be sent again. */
    REPEATED,
    /** Another session cannot get the same effect. */
    LOST
  }

  /**
   * Returns the effect of a statement that leaves only something that another session cannot get.
   */
  public static SessionEffect lost(String what) {
    return new SessionEffect(Kind.LOST, what, true);
  }

  /**
   * Returns the effect of a statement that leaves something that another session cannot get, and
   * also does something else.
   */
  public static SessionEffect lostBesides(String what) {
    return new SessionEffect(Kind.LOST, what, false);
  }

  /** Returns the combined effect of two statements in one string. */
  SessionEffect and(SessionEffect next) {
    if (kind == next.kind && isAll == next.isAll) {
      return this;
    }
    String both = kind == Kind.NONE ? next.what : what;
    return new SessionEffect(Kind.LOST, both, isAll && next.isAll);
  }
}
