package dev.muster.policy.check;

import dev.muster.pattern.CaseFold;
import dev.muster.pattern.PathPattern;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.DomainPattern;
import dev.muster.permission.rule.FilePattern;
import dev.muster.permission.rule.Rule;
import dev.muster.policy.language.Form;
import dev.muster.policy.language.Form.Range;
import dev.muster.policy.language.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sets of texts that rules take.
 *
 * <p>A path is its text, a folder's with a slash at its end, so that patterns for folders differ
 * from others. Where case does not matter everything is folded.
 */
final class RuleLanguages {

  private static final Form NAME = Form.atLeastOnce(Form.anyBut('/'));
  private static final Form COMPONENT = Form.sequence(Form.text("/"), NAME);
  private static final Form END = Form.maybe(Form.text("/"));

  private final boolean ignoreCase;

  RuleLanguages(boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
  }

  Language of(Rule rule) {
    return Language.of(
        switch (rule) {
          case Rule.WholeTool whole -> Form.wildcard(whole.name().pattern());
          case Rule.Command command -> command(command.pattern());
          case Rule.Skill skill -> command(skill.pattern());
          case Rule.Files files -> files(files.pattern());
          case Rule.Domain domain -> domain(domain.pattern());
          case Rule.Parameter parameter -> Form.wildcard(parameter.value().pattern());
        });
  }

  /** The commands that a pattern takes. */
  static Form command(CommandPattern pattern) {
    Form body = Form.wildcard(pattern.body());
    if (!pattern.openEnd()) {
      return body;
    }
    return pattern.body().isEmpty()
        ? Form.ANYTHING
        : Form.sequence(body, Form.maybe(Form.sequence(Form.text(" "), Form.ANYTHING)));
  }

  private static Form domain(DomainPattern pattern) {
    if (pattern.everything()) {
      return Form.ANYTHING;
    }
    List<Form> labels = new ArrayList<>();
    Form star = new Form.Repeated(Form.anyBut('.'));
    if (pattern.anyBelow()) {
      labels.add(
          Form.atLeastOnce(Form.sequence(Form.atLeastOnce(Form.anyBut('.')), Form.text("."))));
    }
    for (int i = 0; i < pattern.labels().size(); i++) {
      labels.add(Form.text(i == 0 ? "" : "."));
      labels.add(Form.wildcard(pattern.labels().get(i), star));
    }
    return new Form.Sequence(labels);
  }

  private Form files(FilePattern pattern) {
    List<Form> forms = new ArrayList<>();
    for (Path base : pattern.bases()) {
      String text = base.getNameCount() == 0 ? "" : base.toString();
      Form at = Form.text(ignoreCase ? CaseFold.of(text) : text);
      if (pattern.patterns().isEmpty()) {
        forms.add(Form.sequence(at, new Form.Repeated(COMPONENT), END));
      }
      for (PathPattern below : pattern.patterns()) {
        forms.add(Form.sequence(at, below(below)));
      }
    }
    return new Form.Either(forms);
  }

  /** What a pattern takes below its base, with what is below that. */
  private Form below(PathPattern pattern) {
    List<String> components = pattern.components();
    List<Form> parts = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      String component = components.get(i);
      if (!component.equals("**")) {
        parts.add(Form.sequence(Form.text("/"), name(component)));
      } else if (i == components.size() - 1 && i > 0) {
        parts.add(Form.atLeastOnce(COMPONENT));
      } else {
        parts.add(new Form.Repeated(COMPONENT));
      }
    }
    Form itself = new Form.Sequence(parts);
    Form end = pattern.isForFolders() ? Form.text("/") : END;
    return Form.sequence(itself, Form.either(end, Form.sequence(Form.atLeastOnce(COMPONENT), END)));
  }

  /** One component of a pattern: {@code *}, {@code ?}, {@code [...]} and {@code \} in a name. */
  private Form name(String pattern) {
    String text = ignoreCase ? CaseFold.of(pattern) : pattern;
    List<Form> parts = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '*' -> parts.add(new Form.Repeated(Form.anyBut('/')));
        case '?' -> parts.add(Form.anyBut('/'));
        case '[' -> i = classOf(text, i, parts);
        case '\\' -> parts.add(Form.text(text.substring(++i, i + 1)));
        default -> parts.add(Form.text(text.substring(i, i + 1)));
      }
    }
    return new Form.Sequence(parts);
  }

  /** Adds the class that begins at a bracket, and tells where it ends. */
  private static int classOf(String text, int open, List<Form> parts) {
    int i = open + 1;
    boolean negated = text.charAt(i) == '!' || text.charAt(i) == '^';
    i += negated ? 1 : 0;
    List<Range> ranges = new ArrayList<>();
    boolean first = true;
    while (first || text.charAt(i) != ']') {
      first = false;
      i += text.charAt(i) == '\\' ? 1 : 0;
      char low = text.charAt(i++);
      char high = low;
      if (text.charAt(i) == '-' && text.charAt(i + 1) != ']') {
        i++;
        i += text.charAt(i) == '\\' ? 1 : 0;
        high = text.charAt(i++);
      }
      if (low <= high) {
        ranges.add(new Range(low, high));
      }
    }
    if (negated) {
      ranges.add(new Range('/', '/'));
    }
    parts.add(negated ? Form.outside(ranges) : new Form.One(ranges));
    return i;
  }
}
