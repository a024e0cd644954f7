package dev.muster.permission;

import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides about the files that the words of a command name of which nothing is known. */
final class Mentions {

  /** Programs that open every file that they name, whatever else they do. */
  private static final Set<String> OPENERS =
      Set.of(
          "source", ".", "less", "more", "most", "view", "vi", "vim", "nvim", "nano", "emacs",
          "ed");

  /** Those of them that may change it as well. */
  private static final Set<String> EDITORS =
      Set.of("vi", "vim", "nvim", "ex", "ed", "nano", "emacs");

  private static final int NAMES_MOST = 1_000;

  private final FileJudge files;
  private final Path session;

  /**
   * Decides for a session.
   *
   * @param session where its shell stands
   */
  Mentions(FileJudge files, Path session) {
    this.files = files;
    this.session = session;
  }

  /**
   * What follows from the words of a program of which nothing is known: one that names an existing
   * file which must not be read, or one which must not be changed, is reason enough to ask.
   */
  @Nullable Finding of(ShellCommand command) {
    List<String> texts = new ArrayList<>();
    for (Word word : command.words().subList(1, command.words().size())) {
      if (word instanceof Word.Literal(String text)) {
        texts.addAll(namesIn(text));
      }
    }
    if (command.input() instanceof ShellCommand.Input.Known(Word input)
        && input instanceof Word.Literal(String text)) {
      texts.addAll(List.of(text.split("\\s+", NAMES_MOST)));
    }
    String program = LineRules.baseName(Shown.word(command.words().getFirst()));
    Finding all = null;
    for (String name : texts) {
      boolean concerns = files.anyRuleRestricts() || name.contains("proc") || name.contains("dev");
      Finding one = concerns ? mentioned(name, command.folder(), program) : null;
      all = all == null ? one : one == null ? all : all.and(one);
    }
    return all;
  }

  /** A word, and what follows an equals sign, an at sign or an option's letter in it. */
  private static List<String> namesIn(String word) {
    int mark = Math.max(word.indexOf('='), word.indexOf('@'));
    if (word.startsWith("-")) {
      boolean attached = word.length() > 2 && word.charAt(1) != '-';
      return mark > 0
          ? List.of(word.substring(mark + 1))
          : attached ? List.of(word.substring(2)) : List.of();
    }
    return mark >= 0 ? List.of(word, word.substring(mark + 1)) : List.of(word);
  }

  /** Nobody may say that a managed rule is passed over. */
  private static boolean isManaged(Finding finding) {
    return !finding.rules().isEmpty()
        && finding.rules().getFirst().rule().origin().layer() == Layer.MANAGED;
  }

  private @Nullable Finding mentioned(String name, @Nullable Path folder, String program) {
    boolean certain = folder != null || name.startsWith("/");
    if (!certain && (name.indexOf('/') >= 0 || name.indexOf('.') >= 0)) {
      return files.notExcluded("it is not certain which file " + name + " is");
    }
    Path path = ShellPaths.resolve(name, folder == null ? session : folder);
    if (path == null) {
      return null;
    }
    FileJudge.Judged read = files.read(path);
    if (read.identity() == null) {
      return null;
    }
    if (read.finding().isAtLeast(Finding.Kind.ASK)) {
      return read.isMissing()
          ? null
          : mentioned(Subject.Access.READ, name, read, OPENERS.contains(program));
    }
    FileJudge.Judged write = files.write(path);
    boolean ruled =
        write.finding().isAtLeast(Finding.Kind.ASK) && !write.finding().rules().isEmpty();
    return ruled ? mentioned(Subject.Access.WRITE, name, write, EDITORS.contains(program)) : null;
  }

  /**
   * @param sure whether the program surely does that with the file
   */
  private static Finding mentioned(
      Subject.Access access, String name, FileJudge.Judged judged, boolean sure) {
    return closed(
        judged.finding(),
        new Subject.Place(access, name, judged.identity()),
        "it names a file that a rule keeps closed: ",
        sure);
  }

  /** A rule about a file that a command may reach: at least asked about, denied where managed. */
  static Finding closed(Finding finding, Subject subject, String what, boolean sure) {
    return new Finding(
        sure || isManaged(finding) ? finding.kind() : Finding.Kind.ASK,
        subject,
        what + finding.reason(),
        finding.rules(),
        List.of());
  }
}
