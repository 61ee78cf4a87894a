package dev.switchback.internal.fingerprint;

import dev.switchback.operation.Operation;

/** Thrown if a step cannot be undone. The message says why, and what to write instead. */
public final class Irreversible extends RuntimeException {
  private static final long serialVersionUID = 1;

  Irreversible(String message) {
    super(message);
  }

  /** Refuses a read: what it finds is known only in {@code up}. */
  static Irreversible reads(String what) {
    return new Irreversible(
        what
            + " – its answer in 'up' is not known in 'down'. Call it within reversibly(up -> …,"
            + " down -> …)");
  }

  /** Refuses the use of numbers that rows get in {@code up}. */
  static Irreversible numbers(Operation operation) {
    return new Irreversible(
        "the numbers of "
            + operation.describe()
            + " – they are given in 'up', and not known in 'down'. Call it within reversibly(up ->"
            + " …, down -> …)");
  }

  /** Refuses a step whose effect only the server knows. */
  static Irreversible opaque(String what) {
    return new Irreversible(
        what
            + " – only the server knows its effect. Write reversibly(up -> …, down -> …) with the"
            + " steps that undo it");
  }

  /** Refuses a step that does not say what was there before. */
  static Irreversible forgets(Operation operation, String remedy, String what) {
    return new Irreversible(
        operation.describe() + " – its undo needs " + what + ". Write " + remedy);
  }
}
