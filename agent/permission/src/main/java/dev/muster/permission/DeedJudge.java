package dev.muster.permission;

import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.permission.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about single things that a command does. For one decision, by one thread.
 *
 * <p>Remembers whether an earlier command may have changed what paths lead to: from then on a path
 * says too little for anything to be read unasked.
 */
final class DeedJudge {

  private final FileJudge files;
  private final CommandJudge commands;
  private final ShellJudge shell;
  private boolean disturbed;
  private boolean wrote;
  private boolean follows;
  private boolean unchosen;

  DeedJudge(FileJudge files, CommandJudge commands, ShellJudge shell) {
    this.files = files;
    this.commands = commands;
    this.shell = shell;
  }

  /** Whether paths may lead elsewhere by now than the disk says. */
  boolean isDisturbed() {
    return disturbed;
  }

  /**
   * What follows from commands that change what was looked at for others; {@code null} where none
   * does. In which order they stand does not matter, since loops turn it around.
   */
  @Nullable Finding stale() {
    return (follows && disturbed) || (unchosen && wrote)
        ? open("a command may change what was looked at for another one")
        : null;
  }

  /** Takes in what a command does to the disk. */
  void remember(Deeds deeds) {
    wrote |= !(deeds instanceof Deeds.Known known && known.onlyReads());
    disturbed |= !(deeds instanceof Deeds.Known known) || relinks(known);
  }

  private static boolean relinks(Deeds.Known known) {
    boolean removes = false;
    boolean writes = false;
    for (Deed deed : known.deeds()) {
      if (deed instanceof Deed.Writes(Word _, boolean tree)) {
        if (tree) {
          return true;
        }
        writes = true;
      } else if (deed instanceof Deed.Removes) {
        removes = true;
      } else if (deed instanceof Deed.Links
          || deed instanceof Deed.Rewrites
          || deed instanceof Deed.RunsCode
          || deed instanceof Deed.Changes) {
        return true;
      }
    }
    return removes && writes;
  }

  /**
   * What was found about one deed. A chain, since the first switch over types costs a start
   * milliseconds.
   *
   * @param transparent whether a command that it starts stands for the whole
   */
  Finding judge(Deed deed, ShellCommand command, int depth, boolean transparent) {
    if (deed instanceof Deed.Reads(Word path, boolean tree)) {
      return place(tree ? Subject.Access.READ_TREE : Subject.Access.READ, path, command.folder());
    }
    if (deed instanceof Deed.Unchosen) {
      unchosen = true;
      return Finding.of(Finding.Kind.ALLOW, "the project does not choose what runs");
    }
    if (deed instanceof Deed.Follows(Word path)) {
      follows = true;
      return follows(path, command);
    }
    if (deed instanceof Deed.Writes(Word path, boolean tree)) {
      return place(tree ? Subject.Access.WRITE_TREE : Subject.Access.WRITE, path, command.folder());
    }
    if (deed instanceof Deed.Removes(Word path, boolean tree)) {
      return place(
          tree ? Subject.Access.REMOVE_TREE : Subject.Access.REMOVE, path, command.folder());
    }
    if (deed instanceof Deed.Rewrites(Word below)) {
      return rewrites(below, command);
    }
    if (deed instanceof Deed.Links(Word path, Word target)) {
      return links(path, target, command.folder());
    }
    if (deed instanceof Deed.Runs runs) {
      Finding started = commands.judgeStarted(started(runs, command), command, depth + 1);
      return transparent || (isHarmless(started) && CommandJudge.onlyStarts(command))
          ? started
          : atLeastOpen(started, "it starts ");
    }
    if (deed instanceof Deed.RunsShell(Word text)) {
      return runsShell(text, command, depth);
    }
    if (deed instanceof Deed.RunsInput) {
      return runsInput(command, depth);
    }
    if (deed instanceof Deed.RunsCode(String what)) {
      return Streams.anyIsPipe(command.words())
          ? shell.anything("it would run what other commands print")
          : open("it runs " + what);
    }
    if (deed instanceof Deed.Connects(Word host)) {
      return open("it uses the network" + (host == null ? "" : ": " + Shown.word(host)));
    }
    return open("it changes something: " + ((Deed.Changes) deed).what());
  }

  private static Finding open(String what) {
    return Finding.of(Finding.Kind.OPEN, what);
  }

  /** Whether it may be done, and not because a rule says so of the command that is started. */
  private static boolean isHarmless(Finding started) {
    return started.kind() == Finding.Kind.ALLOW && started.rules().isEmpty();
  }

  private static Finding atLeastOpen(Finding started, String what) {
    return started.isAtLeast(Finding.Kind.OPEN)
        ? started
        : new Finding(
            Finding.Kind.OPEN,
            started.subject(),
            what + "another command",
            List.of(),
            started.parts());
  }

  /** The command that another one starts. */
  private static ShellCommand started(Deed.Runs runs, ShellCommand outer) {
    List<Word> words = new ArrayList<>(runs.words().size() + 1);
    for (Word word : runs.words()) {
      words.add(runs.more() ? replaced(word) : word);
    }
    if (runs.more()) {
      words.add(new Word.Several());
    }
    return new ShellCommand(
        outer.assignments(),
        words,
        List.of(),
        outer.input(),
        outer.folder(),
        Shown.words(runs.words()));
  }

  /** A word in which braces stand for what is put in their place. */
  private static Word replaced(Word word) {
    if (!(word instanceof Word.Literal(String text)) || !text.contains("{}")) {
      return word;
    }
    List<Word.Piece> pieces = new ArrayList<>();
    int from = 0;
    int braces = text.indexOf("{}");
    while (braces >= 0) {
      if (braces > from) {
        pieces.add(new Word.Piece.Fixed(text.substring(from, braces)));
      }
      pieces.add(new Word.Piece.Anything());
      from = braces + 2;
      braces = text.indexOf("{}", from);
    }
    if (from < text.length()) {
      pieces.add(new Word.Piece.Fixed(text.substring(from)));
    }
    return new Word.Composed(pieces);
  }

  private Finding runsShell(Word text, ShellCommand command, int depth) {
    return text instanceof Word.Literal(String literal)
        ? atLeastOpen(
            shell.judge(literal, command.folder(), command.assignments(), depth + 1),
            "a shell runs ")
        : shell.anything("a shell would run a text that is not known: " + Shown.word(text));
  }

  private Finding runsInput(ShellCommand command, int depth) {
    for (Redirection redirection : command.redirections()) {
      if (redirection.kind() == ShellCommand.Kind.READ) {
        return open("a shell runs the script " + Shown.word(redirection.target()));
      }
    }
    ShellCommand.Input input = command.input();
    if (input instanceof ShellCommand.Input.Known(Word text)) {
      return runsShell(text, command, depth);
    }
    return input instanceof ShellCommand.Input.Piped
        ? shell.anything("a shell would run what other commands print")
        : open("a shell runs what it is given");
  }

  private Finding follows(Word word, ShellCommand command) {
    Path path =
        word instanceof Word.Literal(String written) && command.folder() != null
            ? ShellPaths.resolve(written, command.folder())
            : null;
    return path == null || disturbed
        ? files.unknownRead("it is not known where links in " + Shown.word(word) + " lead")
        : files.follows(path);
  }

  /** Whatever lies below a folder may change, and so may what the words of the command name. */
  private Finding rewrites(@Nullable Word below, ShellCommand command) {
    String what = "it changes files that it does not name: " + Shown.text(command.text());
    if (!(below instanceof Word.Literal(String root))) {
      Finding doubt = files.notExcluded(what);
      return doubt == null ? open(what) : doubt;
    }
    Finding all = files.rewrites(Path.of(root), what);
    for (Word word : command.words().subList(1, command.words().size())) {
      Path path =
          word instanceof Word.Literal(String text) && command.folder() != null
              ? ShellPaths.resolve(text, command.folder())
              : null;
      all = path == null ? all : all.and(files.rewritten(path, what));
    }
    return all;
  }

  private Finding links(Word path, Word target, @Nullable Path folder) {
    Finding made = place(Subject.Access.WRITE, path, folder);
    Finding led = place(Subject.Access.READ, target, folder);
    // reading the target is not asked about yet, but what is closed stays closed
    if (led.isAtLeast(Finding.Kind.ASK)) {
      return made.and(led);
    }
    String what = "it makes " + Shown.word(path) + " lead to " + Shown.word(target);
    Finding changed = place(Subject.Access.WRITE_TREE, target, folder);
    // who writes to the new name changes the target
    return changed.isAtLeast(Finding.Kind.ASK) && !changed.rules().isEmpty()
        ? made.and(
            Mentions.closed(
                changed,
                new Subject.Place(Subject.Access.WRITE, Shown.word(target), null),
                what + ": ",
                false))
        : made.and(open(what));
  }

  /** What was found about a file or folder that a word names. */
  private Finding place(Subject.Access access, Word word, @Nullable Path folder) {
    String name = Shown.word(word);
    if (Streams.isOne(word)) {
      return Finding.of(Finding.Kind.ALLOW, "it is a stream that is open already, or leads nowhere")
          .about(new Subject.Place(access, name, null));
    }
    wrote |= access != Subject.Access.READ && access != Subject.Access.READ_TREE;
    if (!(word instanceof Word.Literal(String written))) {
      return unknown(access, word, folder).about(new Subject.Place(access, name, null));
    }
    if (folder == null && !written.startsWith("/")) {
      return unsure(access, "it is not certain which file " + name + " is")
          .and(files.guardedName(written, access))
          .about(new Subject.Place(access, name, null));
    }
    Path from = folder == null ? Path.of("/") : folder;
    Path path = ShellPaths.resolve(written, from);
    if (path == null) {
      return open("this is no path: " + name).about(new Subject.Place(access, name, null));
    }
    FileJudge.Judged judged =
        switch (access) {
          case READ, ENTER -> files.read(path);
          case READ_TREE -> files.readTree(path);
          case WRITE -> files.write(path);
          case WRITE_TREE -> files.writeTree(path);
          case REMOVE -> files.remove(path, false, from);
          case REMOVE_TREE -> files.remove(path, true, from);
        };
    Finding finding =
        disturbed
            ? judged
                .finding()
                .and(open("an earlier command may have changed what " + name + " leads to"))
            : judged.finding();
    return finding.about(new Subject.Place(access, name, judged.identity()));
  }

  private Finding unsure(Subject.Access access, String what) {
    return switch (access) {
      case READ, READ_TREE, ENTER -> files.unknownRead(what);
      case WRITE, WRITE_TREE, REMOVE, REMOVE_TREE -> files.unknownWrite(what);
    };
  }

  private Finding unknown(Subject.Access access, Word word, @Nullable Path folder) {
    Finding unsure = unsure(access, "it is not known which file " + Shown.word(word) + " is");
    unsure = unsure.and(files.guardedName(least(word), access));
    boolean removes = access == Subject.Access.REMOVE || access == Subject.Access.REMOVE_TREE;
    return removes && mayBeCritical(word, folder)
        ? unsure.and(
            Finding.of(Finding.Kind.ASK, "it may remove a critical folder: " + Shown.word(word)))
        : unsure;
  }

  /** Whether it is a critical folder where what is not known of it is nothing. */
  private boolean mayBeCritical(Word word, @Nullable Path folder) {
    String path = least(word);
    while (path.endsWith("*")) {
      path = path.substring(0, path.length() - 1);
    }
    Path from = folder == null ? shell.session() : folder;
    Path resolved = ShellPaths.resolve(path, from);
    return resolved != null && files.isCritical(resolved, from);
  }

  /** A word where what is not known of it is nothing. */
  private static String least(Word word) {
    StringBuilder least = new StringBuilder();
    if (word instanceof Word.Paths(String pattern)) {
      int star = 0;
      while (star < pattern.length() && "*?[".indexOf(pattern.charAt(star)) < 0) {
        star++;
      }
      least.append(pattern, 0, pattern.lastIndexOf('/', star) + 1);
    } else if (word instanceof Word.Composed(List<Word.Piece> pieces)) {
      for (Word.Piece piece : pieces) {
        least.append(piece instanceof Word.Piece.Fixed(String text) ? text : "");
      }
    }
    return least.toString();
  }

  /**
   * What was found about the folders that the shell looks into to replace patterns.
   *
   * @param parts takes what is not simply permitted
   */
  Finding listed(ShellCommand command, List<Path> looked, List<Finding> parts) {
    if (disturbed && FileNames.hasPatterns(command)) {
      return open("it is not certain which names its patterns match");
    }
    Finding all = Finding.of(Finding.Kind.ALLOW, "");
    for (Path folder : looked) {
      FileJudge.Judged judged = files.read(folder);
      if (judged.finding().kind() != Finding.Kind.ALLOW) {
        Subject.Place place =
            new Subject.Place(Subject.Access.READ, folder.toString(), judged.identity());
        Finding finding = judged.finding().about(place);
        parts.add(finding);
        all = all.and(finding);
      }
    }
    return all;
  }

  /** What was found about the shell going on in another folder. */
  Finding entered(ShellCommand command) {
    Path folder = command.folder();
    List<Word> words = command.words();
    boolean plain = words.size() == 2 && command.assignments().isEmpty();
    if (!plain
        || folder == null
        || !(words.getLast() instanceof Word.Literal(String written))
        || written.startsWith("-")) {
      return open("it is not certain where it leads: " + Shown.text(command.text()));
    }
    Path target = ShellPaths.resolve(written, folder);
    // the shell takes '..' out of the text of the path, unlike everything else
    boolean inside = target != null && files.insideWorkingFolders(target.normalize());
    Finding finding =
        inside && !disturbed
            ? Finding.of(Finding.Kind.ALLOW, written + " is inside the working folders")
            : open("it leads outside the working folders: " + Shown.text(command.text()));
    return finding.about(new Subject.Place(Subject.Access.ENTER, written, null));
  }

  /** What was found about a redirection; {@code null} where it touches no file. */
  @Nullable Finding redirected(Redirection redirection, @Nullable Path folder) {
    boolean opens = redirection.kind() != ShellCommand.Kind.LIST;
    if (!opens || redirection.kind() == ShellCommand.Kind.DUPLICATE) {
      return null;
    }
    if (redirection.target() instanceof Word.Literal(String target)) {
      if (target.equals("/dev/null")) {
        return null;
      }
      if (target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/")) {
        return Finding.of(Finding.Kind.ASK, "the shell would open a network connection: " + target);
      }
    }
    boolean reads = redirection.kind() == ShellCommand.Kind.READ;
    return place(reads ? Subject.Access.READ : Subject.Access.WRITE, redirection.target(), folder);
  }
}
