package dev.switchback.internal.store;

/** The mark in the journal for a migration that a redo has reverted. */
public enum RedoMark {
  /** The redo has more migrations to revert. */
  REVERTING,
  /** The migration was the last one to revert: all of them must be applied again. */
  REVERTED
}
