package dev.muster.permission;

import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one command: the rules about commands, everything that it does, and its
 * redirections. For one decision, by one thread.
 *
 * <p>A rule that allows the command settles what its deeds leave open, and nothing else.
 */
final class CommandJudge {

  /** Programs that are nothing but a way of starting another one. */
  private static final Set<String> TRANSPARENT =
      Set.of("timeout", "time", "nice", "nohup", "stdbuf", "command", "builtin", "noglob", "xargs");

  /** Programs that start others, which only a rule to the letter may allow. */
  private static final Set<String> STARTERS = Set.of("watch", "setsid", "ionice", "flock");

  /** Commands of the shell that run others of its own. */
  private static final Set<String> OF_SHELL = Set.of("command", "builtin");

  private static final Set<String> SOURCES = Set.of("source", ".");

  private static final Set<String> CD = Set.of("cd");

  private static final Deeds NOTHING = new Deeds.Known(List.of());

  private static final Finding NO_OBJECTION = Finding.of(Finding.Kind.ALLOW, "");

  private static final Set<String> XARGS = Set.of("xargs");

  private static final Set<String> ENV = Set.of("env");

  private static final Set<String> FINDERS = Set.of("find", "fd", "fdfind");

  /** Programs whose changes are accepted along with edits. */
  private static final Set<String> SIMPLE = Set.of("mkdir", "touch", "cp", "mv");

  private final ShellJudge shell;
  private final FileJudge files;
  private final ProgramDeeds programs;
  private final LineRules lineRules;
  private final AllowRules allowRules;
  private final DeedJudge deedJudge;
  private final Mentions mentions;
  private final FileNames names;

  CommandJudge(Policy policy, FileJudge files, ProgramDeeds programs, ShellJudge shell) {
    this.shell = shell;
    this.files = files;
    this.programs = programs;
    this.lineRules = new LineRules(policy);
    this.allowRules = new AllowRules(policy);
    this.deedJudge = new DeedJudge(files, this, shell);
    this.mentions = new Mentions(files, shell.session());
    this.names = new FileNames(files.facts());
  }

  /** What was found about a command that the shell runs. */
  Finding judge(ShellCommand written, int depth) {
    return judge(written, true, depth);
  }

  /** What follows from commands that change what was looked at for others, if any do. */
  @Nullable Finding stale() {
    return deedJudge.stale();
  }

  /** What was found about a command that another one starts. */
  Finding judgeStarted(ShellCommand command, ShellCommand outer, int depth) {
    return judge(command, isNamed(outer, OF_SHELL), depth);
  }

  private Finding judge(ShellCommand written, boolean byShell, int depth) {
    if (ShellJudge.isTooDeep(depth)) {
      return shell.atLimit(Shown.words(written.words())).about(new Subject.Command(written, null));
    }
    // the shell opens these before it starts the command
    List<Finding> redirected = redirected(written);
    redirected.addAll(lookedInto(written));
    if (written.words().isEmpty()) {
      Finding all = strictest(Finding.of(Finding.Kind.ALLOW, "it runs nothing"), redirected);
      return all.about(new Subject.Command(written, null), redirected);
    }
    boolean patterns = FileNames.hasPatterns(written);
    ShellCommand command = patterns && !deedJudge.isDisturbed() ? names.expand(written) : written;
    // the order of several names depends on the locale
    boolean exact = command.words().size() == written.words().size();
    List<Finding> parts = new ArrayList<>();
    Finding ruled = ruled(exact ? command : written);
    if (ruled != null) {
      parts.add(ruled);
      if (ruled.kind() == Finding.Kind.DENY) {
        return ruled.about(new Subject.Command(command, null), parts);
      }
    }
    Deeds deeds = deeds(command, byShell);
    if (!exact && !onlyReads(deeds)) {
      command = written;
      deeds = deeds(command, byShell);
    }
    boolean enters = byShell && isNamed(command, CD);
    Finding done = enters ? entered(command, parts) : done(command, deeds, depth, parts);
    if (patterns) {
      done = done.and(deedJudge.listed(command, names.takeLooked(), parts));
    }
    parts.addAll(redirected);
    Finding all = strictest(ruled == null ? done : ruled.and(done), redirected);
    return all.about(new Subject.Command(command, deeds), parts);
  }

  /** What rules say of the command, and of the program that its path leads to. */
  private @Nullable Finding ruled(ShellCommand command) {
    Finding ruled = lineRules.judge(command);
    if (!lineRules.anyRestricts()
        || command.folder() == null
        || !(command.words().getFirst() instanceof Word.Literal(String name))
        || name.indexOf('/') < 0) {
      return ruled;
    }
    Path program = files.leadsTo(ShellPaths.resolve(name, command.folder()));
    if (program == null || program.endsWith(LineRules.baseName(name))) {
      return ruled;
    }
    List<Word> words = new ArrayList<>(command.words());
    words.set(0, new Word.Literal(program.toString()));
    Finding led =
        lineRules.judge(
            new ShellCommand(
                command.assignments(),
                words,
                command.redirections(),
                command.input(),
                command.folder(),
                command.text()));
    return ruled == null ? led : led == null ? ruled : ruled.and(led);
  }

  private List<Finding> redirected(ShellCommand command) {
    List<Finding> findings = new ArrayList<>();
    for (ShellCommand.Redirection redirection : command.redirections()) {
      if (redirection.kind() == ShellCommand.Kind.LIST) {
        if (command.words().isEmpty()) {
          lookedInto(redirection.target(), command, findings);
        }
        continue;
      }
      Finding finding = deedJudge.redirected(redirection, command.folder());
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  /** What was found about the folders whose names the shell reads to match a pattern. */
  private List<Finding> lookedInto(ShellCommand command) {
    List<Finding> findings = new ArrayList<>();
    for (Word word : command.words()) {
      if (word instanceof Word.Paths) {
        lookedInto(word, command, findings);
      }
    }
    return findings;
  }

  private void lookedInto(Word word, ShellCommand command, List<Finding> findings) {
    List<String> folders =
        word instanceof Word.Paths(String pattern)
            ? names.lookedInto(pattern, command.folder())
            : null;
    if (folders == null) {
      findings.add(open("it is not certain where its pattern leads: " + Shown.word(word)));
      return;
    }
    for (String folder : folders) {
      Deed reads = new Deed.Reads(new Word.Literal(folder), false);
      findings.add(deedJudge.judge(reads, command, 0, false));
    }
  }

  /** Whether the shell matches words of it that are not known with names in any folder. */
  private static boolean listsAnything(ShellCommand command) {
    for (ShellCommand.Redirection redirection : command.redirections()) {
      if (redirection.kind() == ShellCommand.Kind.LIST) {
        return true;
      }
    }
    return false;
  }

  private static Finding strictest(Finding first, List<Finding> others) {
    Finding all = first;
    for (Finding other : others) {
      all = all.and(other);
    }
    return all;
  }

  private Deeds deeds(ShellCommand command, boolean byShell) {
    if (!byShell) {
      return programs.ofProgram(command);
    }
    return isNamed(command, CD) ? NOTHING : programs.of(command);
  }

  private static boolean onlyReads(Deeds deeds) {
    return deeds instanceof Deeds.Known known && known.onlyReads();
  }

  /** What the command itself does, and the rule that allows what this leaves open. */
  private Finding done(ShellCommand command, Deeds deeds, int depth, List<Finding> parts) {
    String shown = Shown.text(command.text());
    Finding all =
        deeds instanceof Deeds.Known known
            ? known(command, known, depth, parts)
            : unknown(command, (Deeds.Unknown) deeds, parts);
    all = all.and(noted(lineRules.setFor(command), parts));
    deedJudge.remember(deeds);
    if (shell.mode() == PermissionMode.PLAN && !isReading(command, deeds)) {
      return all.kind() == Finding.Kind.DENY
          ? all
          : Finding.of(Finding.Kind.DENY, "nothing is changed in plan mode: " + shown);
    }
    return isGitElsewhere(command)
        ? all
        : orAllowed(all, command, onlyToTheLetter(command, deeds), parts);
  }

  private Finding entered(ShellCommand command, List<Finding> parts) {
    Finding all = deedJudge.entered(command);
    parts.add(all);
    return orAllowed(all, command, false, parts);
  }

  private Finding orAllowed(
      Finding all, ShellCommand command, boolean toTheLetter, List<Finding> parts) {
    if (all.kind() != Finding.Kind.OPEN) {
      return all;
    }
    Finding allowed = allowRules.judge(command, toTheLetter);
    if (allowed == null) {
      return all;
    }
    parts.add(allowed);
    return allowed;
  }

  private Finding known(ShellCommand command, Deeds.Known known, int depth, List<Finding> parts) {
    String shown = Shown.text(command.text());
    Finding all =
        Finding.of(
            Finding.Kind.ALLOW,
            known.onlyReads() ? shown + " only reads" : shown + " does what may be done");
    boolean transparent = isTransparent(command, known);
    for (Deed deed : known.deeds()) {
      Finding one = deedJudge.judge(deed, command, depth, transparent);
      parts.add(one);
      all = all.and(one);
    }
    if (isOpaque(known)) {
      all = all.and(mentioned(command, parts));
    }
    if (runsCode(known) || Started.isRunner(command)) {
      all = all.and(given(command, parts));
    }
    if (runsCode(known) && isNamed(command, SOURCES)) {
      // the shell itself runs what stands in the file
      all = all.and(noted(shell.anyCommand("the shell runs what a file says: " + shown), parts));
    }
    if (all.kind() == Finding.Kind.ALLOW && listsAnything(command)) {
      all = open("a word of it that is not quoted may match names in any folder: " + shown);
      parts.add(all);
    }
    if (all.kind() == Finding.Kind.ALLOW && !transparent) {
      Finding doubt = doubt(command, known, shown);
      if (doubt != null) {
        parts.add(doubt);
        return doubt;
      }
    }
    return all;
  }

  /** Whether something of what it does is not looked into. */
  private static boolean isOpaque(Deeds.Known known) {
    for (Deed deed : known.deeds()) {
      if (deed instanceof Deed.RunsCode
          || deed instanceof Deed.Changes
          || deed instanceof Deed.Rewrites
          || deed instanceof Deed.Connects) {
        return true;
      }
    }
    return false;
  }

  private static boolean runsCode(Deeds.Known known) {
    for (Deed deed : known.deeds()) {
      if (deed instanceof Deed.RunsCode) {
        return true;
      }
    }
    return false;
  }

  /** Why a command of which nothing stands in the way is not simply let through. */
  private @Nullable Finding doubt(ShellCommand command, Deeds.Known known, String shown) {
    // where it only reads, its profile knows the variables
    if (!known.onlyReads() && !AllowRules.hasHarmlessAssignments(command)) {
      return open("a variable set for it may change what it does: " + shown);
    }
    Path folder = command.folder();
    if (folder == null) {
      return open("it is not certain where it runs: " + shown);
    }
    if (!files.insideWorkingFolders(folder)) {
      return open("it runs outside the working folders: " + shown);
    }
    boolean accepted =
        known.onlyReads()
            || (onlyStarts(command) && onlyReadsAndStarts(known))
            || (shell.mode() == PermissionMode.ACCEPT_EDITS && isNamed(command, SIMPLE));
    return accepted ? null : open("it would change something: " + shown);
  }

  private Finding unknown(ShellCommand command, Deeds.Unknown deeds, List<Finding> parts) {
    String shown = Shown.text(command.text());
    Finding all = open(shown + ": " + deeds.reason());
    if (deeds.files()) {
      all = all.and(noted(files.notExcluded("it is not known what " + shown + " does"), parts));
    }
    return all.and(given(command, parts)).and(mentioned(command, parts));
  }

  /** What follows from what is given to a program that may start it. */
  private Finding given(ShellCommand command, List<Finding> parts) {
    Finding finding =
        Started.mayBeAnything(command)
            ? shell.anything("it is not known what " + Shown.text(command.text()) + " starts")
            : lineRules.handedOn(command);
    return noted(finding, parts);
  }

  private Finding mentioned(ShellCommand command, List<Finding> parts) {
    return noted(mentions.of(command), parts);
  }

  private static Finding noted(@Nullable Finding finding, List<Finding> parts) {
    if (finding == null) {
      return NO_OBJECTION;
    }
    parts.add(finding);
    return finding;
  }

  private static Finding open(String what) {
    return Finding.of(Finding.Kind.OPEN, what);
  }

  /** Whether it reads at most, so that it may run where nothing is to be changed. */
  private boolean isReading(ShellCommand command, Deeds deeds) {
    return deeds instanceof Deeds.Known known
        && (isTransparent(command, known) || known.onlyReads());
  }

  /** Whether it is a program that does nothing of its own but read, besides what it starts. */
  static boolean onlyStarts(ShellCommand command) {
    return isNamed(command, ENV)
        || isNamed(command, FINDERS)
        || (isNamed(command, XARGS) && readsNames(command));
  }

  /** Whether another command of the text is known to print its input, as find does for xargs. */
  private static boolean readsNames(ShellCommand command) {
    return command.input() instanceof ShellCommand.Input.Piped(var from) && from != null;
  }

  private static boolean onlyReadsAndStarts(Deeds.Known known) {
    for (Deed deed : known.deeds()) {
      if (!(deed instanceof Deed.Reads)
          && !(deed instanceof Deed.Follows)
          && !(deed instanceof Deed.Unchosen)
          && !(deed instanceof Deed.Runs)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it does nothing but start another command, by a program that is known for that. */
  static boolean isTransparent(ShellCommand command, Deeds.Known known) {
    if (known.deeds().size() != 1 || !(known.deeds().getFirst() instanceof Deed.Runs)) {
      return false;
    }
    boolean bare =
        command.words().size() > 1
            && command.words().get(1) instanceof Word.Literal(String second)
            && !second.startsWith("-");
    return isNamed(command, TRANSPARENT) && (bare || !isNamed(command, XARGS));
  }

  private static boolean onlyToTheLetter(ShellCommand command, Deeds deeds) {
    String name = name(command);
    if (STARTERS.contains(name)) {
      return true;
    }
    if (FINDERS.contains(name)) {
      return !onlyReads(deeds);
    }
    if (deeds instanceof Deeds.Known known && isTransparent(command, known)) {
      List<Word> inner = ((Deed.Runs) known.deeds().getFirst()).words();
      String started = inner.isEmpty() ? "" : LineRules.baseName(Shown.word(inner.getFirst()));
      return STARTERS.contains(started) || FINDERS.contains(started);
    }
    return false;
  }

  /**
   * Whether git would run in another folder than the shell stood in: a repository prepared there
   * could name programs, so that only a person lets it, as in Claude Code.
   */
  private boolean isGitElsewhere(ShellCommand command) {
    return name(command).equals("git") && !shell.session().equals(command.folder());
  }

  private static boolean isNamed(ShellCommand command, Set<String> names) {
    return command.words().getFirst() instanceof Word.Literal(String name) && names.contains(name);
  }

  private static String name(ShellCommand command) {
    return command.words().getFirst() instanceof Word.Literal(String program)
        ? LineRules.baseName(program)
        : "";
  }
}
