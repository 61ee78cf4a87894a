package dev.switchback.operation;

import dev.switchback.schema.ReferentialAction;

/**
 * The canonical form of an operation, a text that does not change between versions of Switchback. A
 * resumed migration compares the steps in the journal with the steps that the migration asks for
 * now, and Switchback may have been updated in between.
 *
 * <p>The words of the form are written in {@link OperationForm} and beside it. They do not depend
 * on class names, rendered SQL or a locale. Different operations have different forms, except that
 * whole numbers are equal whatever their Java type. Attributes that are absent, false, empty or
 * {@link ReferentialAction#NO_ACTION} are left out. So a new attribute does not change the form of
 * operations that do not use it.
 *
 * <p>Parts without a meaningful order are sorted: the columns of a row, the parts of a condition,
 * the key of an upsert, the included columns of an index. A {@link java.util.Map} or a {@link
 * java.util.Set} may have a different order in the next process.
 *
 * <p>{@code addColumn(table=5:rooms column=column(name=5:topic type=string(length=200) nullable))}:
 * a text begins with its length, so it needs no escapes.
 */
public final class CanonicalForm {

  /** Must change if the form of an existing operation changes. */
  private static final String VERSION = "v1";

  private CanonicalForm() {}

  /**
   * Returns the form of {@code operation}. It contains the text of raw SQL, but no bound values.
   */
  public static String of(Operation operation) {
    return operation.accept(new OperationForm(true));
  }

  /**
   * Returns the fingerprint without sorting. Versions before 0.1.0 recorded it. It is only used for
   * comparison, and never recorded.
   */
  public static String fingerprintAsGiven(Operation operation) {
    return fingerprint(operation.accept(new OperationForm(false)));
  }

  /**
   * Returns {@code v1:} and the SHA-256 of the form in UTF-8, in lower-case hexadecimal digits. The
   * operation cannot be reconstructed from it.
   */
  public static String fingerprint(Operation operation) {
    return fingerprint(of(operation));
  }

  /** Returns the fingerprint of any text. */
  public static String fingerprint(String text) {
    return VERSION + ":" + new TextHash().add(text).end();
  }
}
