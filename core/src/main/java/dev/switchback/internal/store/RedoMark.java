package dev.switchback.internal.store;

/** What the journal says of a migration that a redo has reverted. */
public enum RedoMark {
  /** The same redo has others to revert. */
  REVERTING,
  /** It was the last one: all of them are to be applied again. */
  REVERTED
}
