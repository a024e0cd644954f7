package dev.muster.permission;

import dev.muster.permission.program.ProgramReading;
import dev.muster.permission.rule.CommandLineText;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.protocol.PermissionMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides about one understood command that no deny or ask rule about commands names. */
final class CommandJudge {

  private static final Set<String> EDITS = Set.of("mkdir", "touch", "cp", "mv");

  private static final Set<String> RUNNING_FLAGS =
      Set.of("-exec", "-execdir", "-ok", "-okdir", "-delete", "-fprint", "-fprintf", "-fls");

  private final Policy policy;
  private final FileJudge files;
  private final ProgramJudge programs;

  CommandJudge(Policy policy, FileJudge files, ProgramJudge programs) {
    this.policy = policy;
    this.files = files;
    this.programs = programs;
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
          : changing(mode, "it sets variables of the shell: " + shown);
    }
    if (removesCritical(command)) {
      return Finding.of(Finding.Kind.ASK, "it removes a critical folder: " + shown);
    }
    Finding reads = readsOnly(command, sessionFolder, shown);
    if (reads.kind() == Finding.Kind.DENY || reads.kind() == Finding.Kind.ASK) {
      return reads;
    }
    if (mode == PermissionMode.PLAN) {
      return reads.kind() == Finding.Kind.ALLOW ? reads : changing(mode, shown);
    }
    Finding ruled = allowRule(command, shown);
    if (ruled != null) {
      return ruled;
    }
    if (reads.kind() != Finding.Kind.ALLOW
        && mode == PermissionMode.ACCEPT_EDITS
        && editsInside(command)) {
      return Finding.of(Finding.Kind.ALLOW, "edits inside the working folders are accepted");
    }
    return reads;
  }

  private static Finding changing(PermissionMode mode, String what) {
    return mode == PermissionMode.PLAN
        ? Finding.of(Finding.Kind.DENY, "nothing is changed in plan mode: " + what)
        : Finding.of(Finding.Kind.OPEN, what);
  }

  private @Nullable Finding allowRule(ShellCommand command, String shown) {
    if (!CommandViews.harmlessAssignments(command)) {
      return null;
    }
    List<String> words = CommandViews.unwrapped(command.argv());
    CommandLineText line = new CommandLineText(words);
    CommandLineText whole = new CommandLineText(command.argv());
    boolean runsOthers =
        CommandViews.baseName(words.getFirst()).equals("find")
            && words.stream().anyMatch(RUNNING_FLAGS::contains);
    for (Rule rule : policy.allow()) {
      if (rule instanceof Rule.Command(var text, var pattern)) {
        boolean exact = pattern.body().equals(command.text().strip()) && !pattern.openEnd();
        boolean matches = exact || pattern.allows(line) || pattern.allows(whole);
        if (matches && (exact || !runsOthers)) {
          return Finding.by(Finding.Kind.ALLOW, "a rule allows " + shown, rule);
        }
      }
    }
    return null;
  }

  /** What follows from the command being known to read only, with the files that it reads. */
  private Finding readsOnly(ShellCommand command, Path sessionFolder, String shown) {
    if (command.argv().getFirst().equals("cd")) {
      return changesFolder(command, shown);
    }
    return switch (programs.judge(command)) {
      case ProgramReading.NotKnownSafe(String reason) ->
          Finding.of(Finding.Kind.OPEN, shown + ": " + reason);
      case ProgramReading.ReadsOnly(List<String> operands, boolean searchesTree) -> {
        if (!CommandViews.harmlessAssignments(command)) {
          yield Finding.of(
              Finding.Kind.OPEN, "a variable set for it may change what it does: " + shown);
        }
        if (command.folder() == null) {
          yield Finding.of(Finding.Kind.OPEN, "it is not certain where it runs: " + shown);
        }
        boolean elsewhere = !command.folder().equals(sessionFolder);
        if (elsewhere && command.argv().getFirst().equals("git")) {
          yield Finding.of(Finding.Kind.OPEN, "git in another folder: " + shown);
        }
        Finding all = Finding.of(Finding.Kind.ALLOW, shown + " only reads");
        if (!files.insideWorkingFolders(command.folder())) {
          all = Finding.of(Finding.Kind.OPEN, "it runs outside the working folders: " + shown);
        }
        for (String operand : operands) {
          all = all.and(operandRead(operand, searchesTree, command.folder()));
        }
        yield all;
      }
    };
  }

  private Finding changesFolder(ShellCommand command, String shown) {
    List<String> argv = command.argv();
    if (argv.size() != 2 || argv.get(1).startsWith("-") || command.folder() == null) {
      return Finding.of(Finding.Kind.OPEN, "it is not certain where it leads: " + shown);
    }
    Path target = resolve(argv.get(1), command.folder());
    return target != null && files.insideWorkingFolders(target)
        ? Finding.of(Finding.Kind.ALLOW, shown + " stays inside the working folders")
        : Finding.of(Finding.Kind.OPEN, "it leads outside the working folders: " + shown);
  }

  private Finding operandRead(String operand, boolean searchesTree, Path folder) {
    Path path = resolve(operand, folder);
    if (path == null) {
      return Finding.of(Finding.Kind.OPEN, "this is no path: " + operand);
    }
    return searchesTree ? files.readTree(path) : files.read(path).finding();
  }

  private Finding redirected(Redirection redirection, @Nullable Path folder, PermissionMode mode) {
    String target = redirection.target();
    if (redirection.kind() == ShellCommand.Kind.DUPLICATE || target.equals("/dev/null")) {
      return Finding.of(Finding.Kind.ALLOW, "");
    }
    if (target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/")) {
      return Finding.of(Finding.Kind.ASK, "the shell would open a network connection: " + target);
    }
    if (folder == null && !target.startsWith("/")) {
      return Finding.of(Finding.Kind.OPEN, "it is not certain which file " + target + " is");
    }
    Path path = resolve(target, folder == null ? Path.of("/") : folder);
    if (path == null) {
      return Finding.of(Finding.Kind.OPEN, "this is no path: " + target);
    }
    return switch (redirection.kind()) {
      case READ -> files.read(path).finding();
      case WRITE, APPEND, READ_WRITE -> files.write(path, mode).finding();
      case DUPLICATE -> Finding.of(Finding.Kind.ALLOW, "");
    };
  }

  /** {@code mkdir touch cp mv} with plain operands inside the working folders. */
  private boolean editsInside(ShellCommand command) {
    List<String> argv = command.argv();
    if (!EDITS.contains(argv.getFirst())
        || command.folder() == null
        || !command.assignments().isEmpty()) {
      return false;
    }
    boolean any = false;
    for (String word : argv.subList(1, argv.size())) {
      if (word.startsWith("-")) {
        if (word.length() < 2 || !word.chars().skip(1).allMatch(c -> "pfrRvan".indexOf(c) >= 0)) {
          return false;
        }
        continue;
      }
      Path path = resolve(word, command.folder());
      if (path == null || !mayEdit(path)) {
        return false;
      }
      any = true;
    }
    return any;
  }

  private boolean mayEdit(Path path) {
    boolean reads = files.read(path).finding().kind() == Finding.Kind.ALLOW;
    boolean writes =
        files.write(path, PermissionMode.ACCEPT_EDITS).finding().kind() == Finding.Kind.ALLOW;
    return reads && writes;
  }

  private boolean removesCritical(ShellCommand command) {
    List<String> words = CommandViews.unwrapped(command.argv());
    String program = CommandViews.baseName(words.getFirst());
    if (!program.equals("rm") && !program.equals("rmdir")) {
      return false;
    }
    Path base = command.folder() == null ? policy.folders().folder() : command.folder();
    for (String word : words.subList(1, words.size())) {
      Path path = word.startsWith("-") ? null : resolve(word, base);
      if (path != null && isCritical(path)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCritical(Path path) {
    return path.getNameCount() <= 1
        || path.equals(policy.folders().home())
        || policy.folders().home().startsWith(path)
        || policy.folders().folder().startsWith(path);
  }

  private static @Nullable Path resolve(String written, Path folder) {
    try {
      return written.isEmpty() ? null : folder.resolve(written).normalize();
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }
}
