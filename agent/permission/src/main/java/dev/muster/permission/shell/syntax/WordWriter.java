package dev.muster.permission.shell.syntax;

import java.util.List;

/** Writes words in one way, however they were written. */
final class WordWriter {
  private WordWriter() {}

  static String simple(Node.Simple simple) {
    StringBuilder out = new StringBuilder();
    for (Assign assign : simple.assignments()) {
      out.append(' ');
      assign(assign, out);
    }
    out.append(words(simple.words()));
    return out.append(redirections(simple.redirections())).toString();
  }

  static String words(List<WordText> words) {
    StringBuilder out = new StringBuilder();
    for (WordText word : words) {
      out.append(' ').append(word(word));
    }
    return out.toString();
  }

  static String word(WordText word) {
    return parts(word.parts());
  }

  static String parts(List<Part> parts) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      part(part, out);
    }
    return out.toString();
  }

  private static void part(Part part, StringBuilder out) {
    switch (part) {
      case Part.Text(String text, boolean _) -> out.append(text.replace('\n', ' '));
      case Part.Quoted(String text) -> quoted(text, out);
      case Part.DoubleQuoted(List<Part> inner) -> {
        out.append('"');
        for (Part one : inner) {
          if (one instanceof Part.Quoted(String text)) {
            out.append(escaped(text));
          } else {
            part(one, out);
          }
        }
        out.append('"');
      }
      case Part.Parameter parameter -> parameter(parameter, out);
      case Part.Substitution _ -> out.append("$(…)");
      case Part.Arithmetic(List<Part> inner) -> out.append("$((").append(parts(inner)).append("))");
      case Part.ProcessFile(Script _, boolean writes) -> out.append(writes ? ">(…)" : "<(…)");
      case Part.Compound(Assign assign) -> assign(assign, out);
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('\'').append(escaped(text)).append('\'');
  }

  /** Everything on one line. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static void parameter(Part.Parameter parameter, StringBuilder out) {
    if (!parameter.braced()) {
      out.append('$').append(parameter.name());
      return;
    }
    out.append("${");
    Part.Operator operator = parameter.operator();
    switch (operator) {
      case LENGTH, INDIRECT, NAMES, KEYS -> out.append(operator.written().charAt(0));
      case VALUE, DEFAULT_IF_UNSET, DEFAULT_IF_EMPTY, ASSIGN_IF_UNSET, ASSIGN_IF_EMPTY -> {}
      case FAIL_IF_UNSET, FAIL_IF_EMPTY, OTHER_IF_SET, OTHER_IF_FILLED, SECTION, TRANSFORM -> {}
      case CUT_SHORT_PREFIX, CUT_LONG_PREFIX, CUT_SHORT_SUFFIX, CUT_LONG_SUFFIX -> {}
      case REPLACE_FIRST, REPLACE_ALL, REPLACE_PREFIX, REPLACE_SUFFIX -> {}
      case UPPER_FIRST, UPPER_ALL, LOWER_FIRST, LOWER_ALL -> {}
    }
    out.append(parameter.name());
    List<Part> subscript = parameter.subscript();
    if (subscript != null) {
      out.append('[').append(parts(subscript)).append(']');
    }
    if (operator == Part.Operator.NAMES) {
      out.append('*');
    } else if (operator != Part.Operator.LENGTH
        && operator != Part.Operator.INDIRECT
        && operator != Part.Operator.KEYS) {
      out.append(operator.written());
    }
    out.append(parts(parameter.operand()));
    List<Part> second = parameter.second();
    if (second != null) {
      out.append(operator == Part.Operator.SECTION ? ':' : '/').append(parts(second));
    }
    out.append('}');
  }

  private static void assign(Assign assign, StringBuilder out) {
    out.append(assign.name());
    List<Part> subscript = assign.subscript();
    if (subscript != null) {
      out.append('[').append(parts(subscript)).append(']');
    }
    out.append(assign.append() ? "+=" : "=").append(word(assign.value()));
    List<Assign.Element> elements = assign.elements();
    if (elements != null) {
      out.append('(');
      for (int i = 0; i < elements.size(); i++) {
        List<Part> key = elements.get(i).subscript();
        out.append(i == 0 ? "" : " ")
            .append(key == null ? "" : "[" + parts(key) + "]=")
            .append(word(elements.get(i).value()));
      }
      out.append(')');
    }
  }

  static String redirections(List<Redirect> redirections) {
    StringBuilder out = new StringBuilder();
    for (Redirect redirect : redirections) {
      out.append(' ');
      if (redirect.variable() != null) {
        out.append('{').append(redirect.variable()).append('}');
      } else if (redirect.descriptor() >= 0) {
        out.append(redirect.descriptor());
      }
      out.append(redirect.operator().written()).append(word(redirect.target()));
    }
    return out.toString();
  }

  static String condition(Condition condition) {
    return switch (condition) {
      case Condition.Not(Condition inner) -> "! " + condition(inner);
      case Condition.Joined(List<Condition> inner, boolean all) -> {
        StringBuilder out = new StringBuilder("( ");
        for (int i = 0; i < inner.size(); i++) {
          out.append(i == 0 ? "" : all ? " && " : " || ").append(condition(inner.get(i)));
        }
        yield out.append(" )").toString();
      }
      case Condition.Unary(String operator, WordText word) -> operator + " " + word(word);
      case Condition.Binary(WordText left, String operator, WordText right) ->
          word(left) + " " + operator + " " + word(right);
    };
  }
}
