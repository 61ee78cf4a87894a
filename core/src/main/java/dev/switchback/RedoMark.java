package dev.switchback;

/** What the journal says of a migration that a redo has reverted. */
enum RedoMark {
  /** The same redo has others to revert. */
  REVERTING,
  /** It was the last one: all of them are to be applied again. */
  REVERTED
}
