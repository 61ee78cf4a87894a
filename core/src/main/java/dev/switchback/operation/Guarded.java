package dev.switchback.operation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An operation that is executed only if it is needed. Before it is sent, the catalogue is queried.
 * A creation whose object exists is not sent, and neither is a removal whose object does not exist.
 * If another object has the name, the operation is refused.
 *
 * @param operation what creates or removes the object; never a table, because {@link CreateTable}
 *     and {@link DropTable} have forms of their own
 * @param definition what the object must be that a removal finds; empty if its name decides
 */
public record Guarded(Condition condition, Operation operation, Optional<Operation> definition)
    implements Operation {

  /** When an operation is executed. */
  public enum Condition {
    /** A removal is executed if its object exists. */
    IF_EXISTS("ifExists()", "if it exists", "remove"),
    /** A creation is executed if its object does not exist. */
    IF_NOT_EXISTS("ifNotExists()", "if it does not exist", "create");

    private final String call;
    private final String words;
    private final String effect;

    Condition(String call, String words, String effect) {
      this.call = call;
      this.words = words;
      this.effect = effect;
    }

    private Condition opposite() {
      return this == IF_EXISTS ? IF_NOT_EXISTS : IF_EXISTS;
    }

    /** Refuses an operation that has another effect than this condition is for. */
    void require(Operation operation) {
      Optional<Condition> own = operation.accept(new GuardOf());
      if (own.equals(Optional.of(this))) {
        return;
      }
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s – %s is for operations that %s something. Nothing was sent. %s",
              operation.describe(),
              call,
              effect,
              own.isPresent()
                  ? "Write " + opposite().call + " before it"
                  : "Leave out "
                      + call
                      + ", or ask the catalogue first, by tableExists(…) or"
                      + " describeTable(…)"));
    }
  }

  /**
   * @throws IllegalArgumentException if the operation does not create or remove, as the condition
   *     says
   */
  public Guarded {
    condition.require(operation);
  }

  /**
   * Returns the operation with this condition. A table is created and dropped by the form of its
   * own operation.
   *
   * @param inverse what undoes a removal; its first operation defines the object
   * @throws IllegalArgumentException if the operation does not create or remove, as the condition
   *     says
   */
  public static Operation of(
      Condition condition, Operation operation, List<? extends Operation> inverse) {
    condition.require(operation);
    Optional<Operation> definition =
        inverse.stream()
            .limit(1)
            .filter(each -> each instanceof TableChange || each instanceof TypeOperation)
            .map(Operation.class::cast)
            .findFirst();
    return operation.acceptKind(new GuardedForm(condition, definition));
  }

  /** Returns whether an operation creates or removes something, so that it can have a condition. */
  public static boolean isPossible(Operation operation) {
    return operation.accept(new GuardOf()).isPresent();
  }

  /** Returns whether the operation removes its object. */
  public boolean isRemoval() {
    return condition == Condition.IF_EXISTS;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.guarded(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.guarded(this);
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMLESS;
  }

  @Override
  public boolean isDefinition() {
    return operation.isDefinition();
  }

  @Override
  public Optional<Guarded> guarded() {
    return Optional.of(this);
  }

  /** Returns why nothing is sent for an operation that is not needed. */
  public String reason() {
    return isRemoval() ? "it does not exist" : "it exists already";
  }

  @Override
  public String describe() {
    return operation.describe() + " " + condition.words;
  }
}
