package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Script.Step;
import java.util.List;

/** Writes a tree for people: a line for each command, indented by what it stands in. */
public final class TreePrinter {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private TreePrinter() {}

  /** The lines of a script, each with its end. */
  public static String print(Script script) {
    TreePrinter printer = new TreePrinter();
    printer.script(script);
    return printer.out.toString();
  }

  private void line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private void script(Script script) {
    for (Step step : script.steps()) {
      if (step.background()) {
        line("background");
        inside(step.node());
      } else {
        node(step.node());
      }
    }
  }

  private void inside(Node node) {
    depth++;
    node(node);
    depth--;
  }

  private void inside(Script script) {
    depth++;
    script(script);
    depth--;
  }

  private void inside(String title, Script script) {
    line(title);
    inside(script);
  }

  private void node(Node node) {
    switch (node) {
      case Node.Simple simple -> simple(simple);
      case Node.AndOr list -> {
        node(list.first());
        for (Node.Link link : list.rest()) {
          line(link.onSuccess() ? "and then" : "or else");
          inside(link.node());
        }
      }
      case Node.Pipeline pipeline -> pipeline(pipeline);
      case Node.Redirected(Node body, List<Redirect> redirections, Span _) -> {
        line("redirected" + WordWriter.redirections(redirections));
        redirections.forEach(redirect -> substitutions(redirect.target().parts()));
        inside(body);
      }
      case Node.Group(Script body) -> inside("group", body);
      case Node.Subshell(Script body) -> inside("subshell", body);
      case Node.If choice -> choice(choice);
      case Node.While loop -> {
        inside(loop.until() ? "until" : "while", loop.condition());
        inside("do", loop.body());
      }
      case Node.For loop -> each(loop);
      case Node.Count loop -> {
        String parts =
            WordWriter.parts(loop.first())
                + ";"
                + WordWriter.parts(loop.test())
                + ";"
                + WordWriter.parts(loop.step());
        inside("for ((" + parts + "))", loop.body());
      }
      case Node.Case choice -> cases(choice);
      case Node.Function(String name, Node body) -> {
        line("function " + name);
        inside(body);
      }
      case Node.Conditional(Condition condition) -> {
        line("condition [[ " + WordWriter.condition(condition) + " ]]");
        conditions(condition);
      }
      case Node.Arithmetic(List<Part> expression) -> {
        line("arithmetic ((" + WordWriter.parts(expression) + "))");
        substitutions(expression);
      }
      case Node.Coproc(String name, Node body) -> {
        line("coprocess " + name);
        inside(body);
      }
    }
  }

  private void each(Node.For loop) {
    List<WordText> values = loop.values();
    line(
        (loop.select() ? "select " : "for ")
            + loop.name()
            + (values == null ? "" : " in" + WordWriter.words(values)));
    if (values != null) {
      values.forEach(value -> substitutions(value.parts()));
    }
    inside(loop.body());
  }

  private void simple(Node.Simple simple) {
    line("command" + WordWriter.simple(simple));
    for (Assign assign : simple.assignments()) {
      assigned(assign);
    }
    for (WordText word : simple.words()) {
      substitutions(word.parts());
    }
    for (Redirect redirect : simple.redirections()) {
      substitutions(redirect.target().parts());
      HereDocument document = redirect.document();
      if (document != null) {
        substitutions(document.body());
      }
    }
  }

  private void assigned(Assign assign) {
    substitutions(assign.value().parts());
    List<Assign.Element> elements = assign.elements();
    if (elements != null) {
      elements.forEach(element -> substitutions(element.value().parts()));
    }
  }

  private void pipeline(Node.Pipeline pipeline) {
    line(
        "pipeline" + (pipeline.negated() ? ", negated" : "") + (pipeline.timed() ? ", timed" : ""));
    for (Node.Stage stage : pipeline.stages()) {
      inside(stage.node());
    }
  }

  private void choice(Node.If choice) {
    String title = "if";
    for (Node.Branch branch : choice.branches()) {
      inside(title, branch.condition());
      inside("then", branch.body());
      title = "else if";
    }
    Script otherwise = choice.otherwise();
    if (otherwise != null) {
      inside("else", otherwise);
    }
  }

  private void cases(Node.Case choice) {
    line("case " + WordWriter.word(choice.subject()));
    substitutions(choice.subject().parts());
    depth++;
    for (Node.Arm arm : choice.arms()) {
      StringBuilder patterns = new StringBuilder("of");
      for (WordText pattern : arm.patterns()) {
        patterns.append(patterns.length() > 2 ? " | " : " ").append(WordWriter.word(pattern));
      }
      inside(patterns.toString(), arm.body());
    }
    depth--;
  }

  private void conditions(Condition condition) {
    switch (condition) {
      case Condition.Not(Condition inner) -> conditions(inner);
      case Condition.Joined(List<Condition> inner, boolean _) -> inner.forEach(this::conditions);
      case Condition.Unary(String _, WordText word) -> substitutions(word.parts());
      case Condition.Binary(WordText left, String _, WordText right) -> {
        substitutions(left.parts());
        substitutions(right.parts());
      }
    }
  }

  /** What runs in the words of the line above. */
  private void substitutions(List<Part> parts) {
    depth++;
    for (Part part : parts) {
      switch (part) {
        case Part.Substitution(Script body) -> inside("substitution", body);
        case Part.ProcessFile(Script body, boolean writes) ->
            inside(writes ? "reads from the file" : "writes to the file", body);
        case Part.DoubleQuoted(List<Part> inner) -> sameLevel(inner);
        case Part.Arithmetic(List<Part> inner) -> sameLevel(inner);
        case Part.Parameter parameter -> {
          sameLevel(parameter.operand());
          List<Part> second = parameter.second();
          if (second != null) {
            sameLevel(second);
          }
        }
        case Part.Compound(Assign assign) -> {
          depth--;
          assigned(assign);
          depth++;
        }
        case Part.Text _, Part.Quoted _ -> {}
      }
    }
    depth--;
  }

  private void sameLevel(List<Part> parts) {
    depth--;
    substitutions(parts);
    depth++;
  }
}
