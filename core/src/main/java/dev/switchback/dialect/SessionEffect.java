package dev.switchback.dialect;

/**
 * What a raw statement changes in the session that sends it. A run that resumes, or tries again
 * after a wait for a lock, does not send a step that is done; what the step left in its session
 * must be there all the same.
 *
 * @param what what the session has afterwards, such as {@code a temporary table}; empty for {@link
 *     Kind#NONE}
 * @param isAll whether the statement does nothing else, so that nothing of it outlives its session
 */
public record SessionEffect(Kind kind, String what, boolean isAll) {

  /** The statement leaves nothing in the session. */
  public static final SessionEffect NONE = new SessionEffect(Kind.NONE, "", false);

  /** The statement sets what it says, and sets the same when it is sent again. */
  public static final SessionEffect REPEATED =
      new SessionEffect(Kind.REPEATED, "a setting of the session", true);

  /** What becomes of the effect in another session. */
  public enum Kind {
    /** There is none. */
    NONE,
    /** The statement can be sent again. */
    REPEATED,
    /** Another session cannot get the same. */
    LOST
  }

  /** The statement leaves something that another session cannot get, and does nothing else. */
  public static SessionEffect lost(String what) {
    return new SessionEffect(Kind.LOST, what, true);
  }

  /** The statement leaves something that another session cannot get, beside what else it does. */
  public static SessionEffect lostBesides(String what) {
    return new SessionEffect(Kind.LOST, what, false);
  }

  /** What two statements in one text do. */
  SessionEffect and(SessionEffect next) {
    if (kind == next.kind && isAll == next.isAll) {
      return this;
    }
    String both = kind == Kind.NONE ? next.what : what;
    return new SessionEffect(Kind.LOST, both, isAll && next.isAll);
  }
}
