package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Input;
import dev.muster.permission.shell.ShellCommand.Kind;
import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.permission.shell.syntax.HereDocument;
import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.Redirect;
import dev.muster.permission.shell.syntax.Redirect.Operator;
import dev.muster.permission.shell.syntax.WordText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What redirections do.
 *
 * @param files those that open a file or copy a descriptor
 * @param input what is read instead, or {@code null} where the redirections do not say
 */
record Redirections(List<Redirection> files, @Nullable Input input) {
  private static final Redirections NONE = new Redirections(List.of(), null);

  static Redirections of(List<Redirect> redirects, Run run) {
    if (redirects.isEmpty()) {
      return NONE;
    }
    List<Redirection> files = new ArrayList<>(redirects.size());
    Input input = null;
    for (Redirect redirect : redirects) {
      Input read = one(redirect, files, run);
      input = redirect.isInput() ? read : input;
      String variable = redirect.variable();
      if (variable != null) {
        run.variables.assign(variable, Value.NUMERAL);
      }
    }
    return new Redirections(files, input);
  }

  /** Whether any of them does more than copy a descriptor. */
  boolean touchesFiles() {
    for (Redirection redirection : files) {
      if (redirection.kind() != Kind.DUPLICATE) {
        return true;
      }
    }
    return false;
  }

  /** Whether the standard output may go elsewhere than it went before. */
  boolean mayMoveOutput() {
    for (Redirection redirection : files) {
      if (redirection.kind() != Kind.READ) {
        return true;
      }
    }
    return false;
  }

  private static Input one(Redirect redirect, List<Redirection> files, Run run) {
    return switch (redirect.operator()) {
      case HERE_DOCUMENT, HERE_DOCUMENT_TABS -> {
        HereDocument document = redirect.document();
        Value text =
            document == null ? Value.UNKNOWN : run.expander.single(document.body(), Tildes.NONE);
        yield new Input.Known(Words.quoted(text));
      }
      case HERE_STRING -> {
        Value text = run.expander.single(redirect.target().parts(), Tildes.AT_START);
        yield new Input.Known(Words.quoted(Words.joined(List.of(Words.quoted(text), NEWLINE), "")));
      }
      case READ -> file(Kind.READ, redirect, files, run);
      case WRITE, CLOBBER, WRITE_BOTH -> file(Kind.WRITE, redirect, files, run);
      case APPEND, APPEND_BOTH -> file(Kind.APPEND, redirect, files, run);
      case READ_WRITE -> file(Kind.READ_WRITE, redirect, files, run);
      case DUPLICATE_INPUT, DUPLICATE_OUTPUT -> duplicate(redirect, files, run);
    };
  }

  private static final Word NEWLINE = new Word.Literal("\n");

  private static Input file(Kind kind, Redirect redirect, List<Redirection> files, Run run) {
    List<Part> parts = redirect.target().parts();
    if (parts.size() == 1 && parts.getFirst() instanceof Part.ProcessFile process) {
      // What stands in a process substitution is a pipe and no file.
      Value printed = run.executor.process(process);
      files.add(new Redirection(Kind.DUPLICATE, Words.quoted(Expander.PIPE)));
      return printed == null || kind != Kind.READ
          ? new Input.Piped()
          : new Input.Known(Words.quoted(printed));
    }
    files.add(new Redirection(kind, target(redirect.target(), run)));
    return new Input.Piped();
  }

  /** The one word that a target must become; bash refuses to run the command otherwise. */
  private static Word target(WordText text, Run run) {
    List<Word> words = new ArrayList<>(1);
    run.expander.arguments(text, words);
    return words.size() == 1 && !(words.getFirst() instanceof Word.Several)
        ? words.getFirst()
        : Words.quoted(Value.ANY_TEXT);
  }

  private static Input duplicate(Redirect redirect, List<Redirection> files, Run run) {
    Word target = target(redirect.target(), run);
    String literal = Words.literal(target);
    boolean descriptor =
        literal != null ? isDescriptor(literal) : Value.isNumeral(Words.value(target));
    boolean output = redirect.operator() == Operator.DUPLICATE_OUTPUT;
    // Only for the standard output may a name stand in place of a descriptor.
    boolean writes =
        !descriptor
            && output
            && redirect.variable() == null
            && (redirect.descriptor() < 0 || redirect.descriptor() == 1);
    if (writes && (literal == null || isExpandedAgain(literal))) {
      // bash takes the outcome for a word once more: '$(rm x)' in single quotes would run
      run.anything(">& " + (literal == null ? "…" : literal));
      run.giveUp("a file after >& with characters that bash may expand a second time");
    }
    files.add(new Redirection(writes ? Kind.WRITE : Kind.DUPLICATE, target));
    return "-".equals(literal) ? new Input.Inherited() : new Input.Piped();
  }

  private static boolean isExpandedAgain(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      boolean plain =
          Character.isLetterOrDigit(c)
              || c == '_'
              || c == ' '
              || (c >= '+' && c <= '/')
              || c == ':';
      if (!plain) {
        return true;
      }
    }
    return false;
  }

  /** Digits, digits with a dash (the descriptor moves), or a dash (it is closed). */
  private static boolean isDescriptor(String target) {
    int end = target.endsWith("-") ? target.length() - 1 : target.length();
    for (int i = 0; i < end; i++) {
      if (target.charAt(i) < '0' || target.charAt(i) > '9') {
        return false;
      }
    }
    return !target.isEmpty();
  }
}
