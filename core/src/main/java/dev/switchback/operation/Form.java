package dev.switchback.operation;

import dev.switchback.schema.Params;
import dev.switchback.schema.ReferentialAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a form: a word, with its attributes in parentheses. */
final class Form {

  private final StringBuilder text;
  private String separator = "";

  Form(String word) {
    text = new StringBuilder(word).append('(');
  }

  private void attribute(String name, String value) {
    text.append(separator).append(name).append('=').append(value);
    separator = " ";
  }

  Form text(String name, String value) {
    attribute(name, delimited(value));
    return this;
  }

  Form textIfSet(String name, @Nullable String value) {
    return value == null ? this : text(name, value);
  }

  Form number(String name, int value) {
    attribute(name, Integer.toString(value));
    return this;
  }

  /** Adds the number of values. The number of values by name follows from the SQL. */
  Form parameters(List<? extends @Nullable Object> parameters) {
    if (parameters.isEmpty()) {
      return this;
    }
    return parameters.get(0) instanceof Params
        ? flag("named", true)
        : number("parameters", parameters.size());
  }

  Form flag(String name, boolean isSet) {
    if (isSet) {
      text.append(separator).append(name);
      separator = " ";
    }
    return this;
  }

  Form part(String name, String form) {
    attribute(name, form);
    return this;
  }

  Form texts(String name, List<String> values) {
    return parts(name, values.stream().map(Form::delimited).toList());
  }

  Form parts(String name, List<String> forms) {
    if (!forms.isEmpty()) {
      attribute(name, "[" + String.join(" ", forms) + "]");
    }
    return this;
  }

  static String delimited(String value) {
    return value.length() + ":" + value;
  }

  String end() {
    return text.append(')').toString();
  }

  Form actions(ReferentialAction onDelete, ReferentialAction onUpdate) {
    action("onDelete", onDelete);
    action("onUpdate", onUpdate);
    return this;
  }

  private void action(String event, ReferentialAction action) {
    if (action != ReferentialAction.NO_ACTION) {
      part(event, word(action));
    }
  }

  private static String word(ReferentialAction action) {
    return switch (action) {
      case NO_ACTION -> "noAction";
      case RESTRICT -> "restrict";
      case CASCADE -> "cascade";
      case SET_NULL -> "setNull";
      case SET_DEFAULT -> "setDefault";
    };
  }

  static List<String> ordered(List<String> texts, boolean isSorted) {
    return isSorted ? texts.stream().sorted().toList() : texts;
  }
}
