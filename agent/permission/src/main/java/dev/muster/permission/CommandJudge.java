package dev.muster.permission;

import dev.muster.permission.program.ProgramReading;
import dev.muster.permission.rule.CommandLineText;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one understood command by what it does: what it is known to read and to change, the
 * rules that allow it, and its redirections. Deny and ask rules about commands are the caller's.
 */
final class CommandJudge {

  private final Policy policy;
  private final FileJudge files;
  private final ProgramJudge programs;
  private final FileCommandJudge fileCommands;
  private final CriticalFolders critical;

  CommandJudge(Policy policy, FileJudge files, ProgramJudge programs) {
    this.policy = policy;
    this.files = files;
    this.programs = programs;
    this.fileCommands = new FileCommandJudge(files);
    this.critical = new CriticalFolders(policy.folders(), files);
  }

  Finding judge(ShellCommand command, Path sessionFolder, PermissionMode mode) {
    Finding finding = itself(command, sessionFolder, mode);
    for (Redirection redirection : command.redirections()) {
      finding = finding.and(redirected(redirection, command.folder(), mode));
    }
    return finding;
  }

  private Finding itself(ShellCommand command, Path sessionFolder, PermissionMode mode) {
    String shown = ShellJudge.shown(command.text());
    if (command.argv().isEmpty()) {
      return command.assignments().isEmpty()
          ? Finding.of(Finding.Kind.ALLOW, "only a redirection")
          : unknown(mode, "it sets variables of the shell: " + shown);
    }
    List<String> words = Wrappers.unwrapped(command.argv());
    if (words.getFirst().equals("cd")) {
      return changesFolder(command, words, shown);
    }
    List<String> before = command.argv().subList(0, command.argv().size() - words.size());
    boolean unseen = before.contains("xargs");
    ProgramReading reading =
        unseen
            ? new ProgramReading.NotKnownSafe("it gets operands from its input")
            : programs.judge(words.equals(command.argv()) ? command : without(command, words));
    if (reading instanceof ProgramReading.ReadsOnly reads) {
      Doubt doubt = doubt(command, words, sessionFolder);
      return doubt.mayChange() && mode == PermissionMode.PLAN
          ? unknown(mode, doubt.what() + ": " + shown)
          : readsOnly(command, words, reads, sessionFolder, doubt);
    }
    Finding touched = touched(command, words, unseen, mode);
    if (mode == PermissionMode.PLAN && touched.kind() != Finding.Kind.DENY) {
      return unknown(mode, shown);
    }
    if (touched.isAtLeast(Finding.Kind.GUARDED)) {
      return touched;
    }
    Finding ruled = allowRule(command, words, sessionFolder, shown);
    if (ruled != null) {
      return ruled;
    }
    if (touched.kind() == Finding.Kind.ALLOW
        && mode == PermissionMode.ACCEPT_EDITS
        && command.assignments().isEmpty()) {
      return touched;
    }
    return touched.kind() == Finding.Kind.OPEN && !touched.reason().isEmpty()
        ? Finding.of(Finding.Kind.OPEN, shown + ": " + touched.reason())
        : Finding.of(
            Finding.Kind.OPEN, shown + ": " + ((ProgramReading.NotKnownSafe) reading).reason());
  }

  /** What the files that a command names, or one that it starts, and their removal make of it. */
  private Finding touched(
      ShellCommand command, List<String> words, boolean unseen, PermissionMode mode) {
    Finding all = unseen ? fileCommands.unseen(words) : fileCommands.judge(words, command, mode);
    List<String> argv = command.argv();
    boolean operandsUnseen = unseen || argv.contains("{}") || CommandViews.takesOperands(argv);
    boolean seenReader = false;
    boolean seenWriter = false;
    for (int start : CommandViews.starts(argv)) {
      List<String> started = argv.subList(start, argv.size());
      boolean reads = fileCommands.reads(started) && !seenReader;
      boolean writes = fileCommands.writes(started) && !seenWriter;
      if (start <= argv.size() - words.size() || (!reads && !writes)) {
        continue;
      }
      // later ones of the kind have no words that this one has not
      seenReader |= reads;
      seenWriter |= writes;
      Finding behind = fileCommands.judge(started, command, mode);
      all = behind.isAtLeast(Finding.Kind.GUARDED) ? all.and(behind) : all;
      all = operandsUnseen ? all.and(fileCommands.unseen(started)) : all;
    }
    return critical.removes(command)
        ? all.and(Finding.of(Finding.Kind.ASK, "it would remove a critical folder"))
        : all;
  }

  private static ShellCommand without(ShellCommand command, List<String> words) {
    return ShellCommand.literal(
        command.assignments(), words, command.redirections(), command.folder(), command.text());
  }

  private static Finding unknown(PermissionMode mode, String what) {
    return mode == PermissionMode.PLAN
        ? Finding.of(Finding.Kind.DENY, "nothing is changed in plan mode: " + what)
        : Finding.of(Finding.Kind.OPEN, what);
  }

  private @Nullable Finding allowRule(
      ShellCommand command, List<String> words, Path sessionFolder, String shown) {
    List<Rule.Command> rules = policy.allow().commands();
    if (rules.isEmpty() || gitElsewhere(command, words, sessionFolder)) {
      return null;
    }
    boolean byForm =
        Wrappers.harmlessAssignments(command)
            && !startsOthers(words)
            && !startsOthers(command.argv());
    String written = command.text().strip();
    CommandLineText line = new CommandLineText(words);
    CommandLineText whole = new CommandLineText(command.argv());
    for (Rule.Command rule : rules) {
      boolean allows =
          (byForm && (rule.pattern().allows(line) || rule.pattern().allows(whole)))
              || (startsOthers(words)
                  ? rule.pattern().written().equals(written)
                  : rule.pattern().allowsWritten(written));
      if (allows) {
        return Finding.by(Finding.Kind.ALLOW, "a rule allows " + shown, rule);
      }
    }
    return null;
  }

  /** Whether it would start any other command, so that only a rule to the letter may allow it. */
  private static boolean startsOthers(List<String> argv) {
    return switch (CommandViews.baseName(argv.getFirst())) {
      case "watch", "setsid", "ionice", "flock" -> true;
      case "find", "fd", "fdfind" -> anyRuns(argv);
      default -> false;
    };
  }

  private static boolean anyRuns(List<String> argv) {
    for (String word : argv) {
      switch (word) {
        case "-exec", "-execdir", "-ok", "-okdir", "-delete" -> {
          return true;
        }
        case "-fprint", "-fprint0", "-fprintf", "-fls", "-x", "-X", "--exec", "--exec-batch" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /**
   * Whether git would run in another folder than the shell stood in: a repository prepared there
   * could name programs, so that only a person lets it, as in Claude Code.
   */
  private static boolean gitElsewhere(
      ShellCommand command, List<String> words, Path sessionFolder) {
    return CommandViews.baseName(words.getFirst()).equals("git")
        && !sessionFolder.equals(command.folder());
  }

  /** What follows from the command being known to read only, with the files that it reads. */
  private Finding readsOnly(
      ShellCommand command,
      List<String> words,
      ProgramReading.ReadsOnly reading,
      Path sessionFolder,
      Doubt doubt) {
    String shown = ShellJudge.shown(command.text());
    Path folder = command.folder();
    Finding all =
        doubt.what().isEmpty()
            ? Finding.of(Finding.Kind.ALLOW, shown + " only reads")
            : Finding.of(Finding.Kind.OPEN, doubt.what() + ": " + shown);
    for (String operand : reading.operands()) {
      all =
          all.and(
              folder == null && !operand.startsWith("/")
                  ? files.unsure("it is not certain which file " + operand + " is")
                  : operandRead(operand, reading, folder == null ? Path.of("/") : folder));
    }
    if (all.kind() != Finding.Kind.OPEN) {
      return all;
    }
    Finding ruled = allowRule(command, words, sessionFolder, shown);
    return ruled == null ? all : ruled;
  }

  /**
   * Why a command that is known to read only is not simply let through; nothing where it is.
   *
   * @param mayChange whether it is even doubtful that it only reads
   */
  private record Doubt(String what, boolean mayChange) {
    static final Doubt NONE = new Doubt("", false);
  }

  private Doubt doubt(ShellCommand command, List<String> words, Path sessionFolder) {
    if (!Wrappers.harmlessAssignments(command)) {
      return new Doubt("a variable set for it may change what it does", true);
    }
    if (gitElsewhere(command, words, sessionFolder)) {
      return new Doubt("git would run in another folder", true);
    }
    Path folder = command.folder();
    if (folder == null) {
      return new Doubt("it is not certain where it runs", false);
    }
    return files.insideWorkingFolders(folder)
        ? Doubt.NONE
        : new Doubt("it runs outside the working folders", false);
  }

  private Finding changesFolder(ShellCommand command, List<String> words, String shown) {
    Path folder = command.folder();
    boolean plain =
        words.size() == 2
            && words.equals(command.argv())
            && !words.getLast().startsWith("-")
            && command.assignments().isEmpty();
    if (!plain || folder == null) {
      return Finding.of(Finding.Kind.OPEN, "it is not certain where it leads: " + shown);
    }
    Path target = ShellPaths.resolve(words.getLast(), folder);
    // the shell takes '..' out of the text of the path, unlike everything else
    return target != null && files.insideWorkingFolders(target.normalize())
        ? Finding.of(Finding.Kind.ALLOW, shown + " stays inside the working folders")
        : Finding.of(Finding.Kind.OPEN, "it leads outside the working folders: " + shown);
  }

  private Finding operandRead(String operand, ProgramReading.ReadsOnly reading, Path folder) {
    Path path = ShellPaths.resolve(operand, folder);
    if (path == null) {
      return Finding.of(Finding.Kind.OPEN, "this is no path: " + operand);
    }
    return reading.searchesTree() ? files.readTree(path) : files.read(path).finding();
  }

  private Finding redirected(Redirection redirection, @Nullable Path folder, PermissionMode mode) {
    String target = ((Word.Literal) redirection.target()).text();
    if (redirection.kind() == ShellCommand.Kind.DUPLICATE || target.equals("/dev/null")) {
      return Finding.of(Finding.Kind.ALLOW, "");
    }
    if (target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/")) {
      return Finding.of(Finding.Kind.ASK, "the shell would open a network connection: " + target);
    }
    if (folder == null && !target.startsWith("/")) {
      return mode == PermissionMode.PLAN && redirection.kind() != ShellCommand.Kind.READ
          ? unknown(mode, target)
          : files.unsure("it is not certain which file " + target + " is");
    }
    Path path = ShellPaths.resolve(target, folder == null ? Path.of("/") : folder);
    if (path == null) {
      return Finding.of(Finding.Kind.OPEN, "this is no path: " + target);
    }
    return switch (redirection.kind()) {
      case READ -> files.read(path).finding();
      case WRITE, APPEND, READ_WRITE -> files.write(path, mode).finding();
      case DUPLICATE -> Finding.of(Finding.Kind.ALLOW, "");
    };
  }
}
