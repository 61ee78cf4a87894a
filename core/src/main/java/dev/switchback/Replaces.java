package dev.switchback;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a migration a squash: it creates in one migration what older migrations created one after
 * another.
 *
 * <pre>{@code
 * @Replaces(upTo = "20250601000000-add-topic-to-rooms")
 * public final class M20250601000000_Everything implements ReversibleMigration { … }
 * }</pre>
 *
 * <p>A database that has none of the replaced migrations executes the squash alone. A database that
 * has all of them executes nothing: the squash is recorded in their place, in one transaction under
 * the lock, and their records are kept and say what replaces them. A database that has some of them
 * is refused, with the names of the missing ones. From then on, a replaced migration never runs,
 * whether its class is still there or not.
 *
 * <p>The name of the squash must sort after the migrations that it replaces, and before all others
 * that are later than the first of them. A name is written as the schema history has it, or as the
 * simple name of the class.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Replaces {

  /** Returns the names of the replaced migrations, if they are listed. */
  String[] value() default {};

  /**
   * Returns the name of the last replaced migration, if everything up to and including it is
   * replaced: each migration that has a class or a record.
   */
  String upTo() default "";
}
