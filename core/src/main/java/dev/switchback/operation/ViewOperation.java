package dev.switchback.operation;

/** An operation on one view. */
public sealed interface ViewOperation extends Operation
    permits CreateView, ReplaceView, RenameView, DropView, RefreshMaterializedView {

  /** Returns the name of the view. */
  String view();

  /** Returns whether it contains the query of the view, in the database's own SQL. */
  boolean hasQuery();

  /** Returns whether it changes the definition of the view, and not only its stored rows. */
  boolean changesDefinition();

  /** Calls the method of {@code visitor} for this operation. */
  <R> R accept(Visitor<R> visitor);

  @Override
  default <R> R accept(Operation.Visitor<R> visitor) {
    return accept((Visitor<R>) visitor);
  }

  @Override
  default <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.view(this);
  }

  @Override
  default boolean isDefinition() {
    return false;
  }

  /** One method for each operation of this kind. */
  interface Visitor<R> {
    R createView(CreateView operation);

    R replaceView(ReplaceView operation);

    R renameView(RenameView operation);

    R dropView(DropView operation);

    R refreshMaterializedView(RefreshMaterializedView operation);
  }
}
