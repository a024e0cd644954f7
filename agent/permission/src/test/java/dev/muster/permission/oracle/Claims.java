package dev.muster.permission.oracle;

import dev.muster.permission.PolicyEngine;
import dev.muster.permission.oracle.Trace.Actor;
import dev.muster.permission.oracle.Trace.Exec;
import dev.muster.permission.oracle.Trace.Kind;
import dev.muster.permission.oracle.Trace.Touch;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import dev.muster.testkit.corpus.CorpusWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between what the engine says about a text and what the text did. */
final class Claims {

  /** Programs that are known to read and to do nothing else when they are asked to. */
  static final Set<String> READERS =
      Set.of(
          ("ls dir vdir cat head tail nl tac wc grep egrep fgrep rg find git sed awk mawk gawk jq"
                  + " sort uniq cut tr paste comm join column fold fmt expand unexpand rev seq diff"
                  + " cmp file stat du df tree realpath readlink basename dirname md5sum sha1sum"
                  + " sha224sum sha256sum sha384sum sha512sum b2sum cksum sum od xxd hexdump hd"
                  + " strings base64 base32 basenc which which.debianutils whoami id date uname"
                  + " hostname nproc arch ps pgrep echo printf test [ true false expr sleep pwd env"
                  + " nice nohup timeout stdbuf time tsort pr numfmt shuf factor getconf tput"
                  + " locale groups logname tty uptime free vmstat cal ncal look"
                  + " dmesg gzip gunzip bzip2 bunzip2 xz unxz zcat w xargs")
              .split(" "));

  /** Programs all of whose effects are traced, so that starting them is none by itself. */
  private static final Set<String> TRACED =
      Set.of(
          "rm",
          "rmdir",
          "mkdir",
          "touch",
          "cp",
          "mv",
          "ln",
          "chmod",
          "chown",
          "tee",
          "dd",
          "fallocate");

  /** Programs that are harmless when they are asked for their version, and for nothing else. */
  private static final Set<String> TELLING =
      Set.of("tee", "node", "python3", "bash", "java", "make", "gcc", "perl");

  /** Programs of which a judge must know which files they read and write. */
  private static final Set<String> DEALING =
      Set.of(
          "cat", "head", "tail", "wc", "nl", "tac", "sort", "uniq", "cut", "grep", "sed", "cp",
          "mv", "rm", "touch", "mkdir", "ln", "tee", "diff", "cmp", "od", "xxd", "base64", "rg",
          "md5sum", "rev", "fold", "jq");

  /** What makes a shell run a text that stands elsewhere. */
  private static final Pattern UNSEEN = Pattern.compile("(^|[\\s;&|({'\"`])(source|\\.)\\s");

  /** A claim that does not hold. */
  record Violation(Claim claim, String text, String what) {
    @Override
    public String toString() {
      return claim + ": " + what + " | " + text.replace("\n", "\\n");
    }
  }

  /** The claims. */
  enum Claim {
    AUTOMATIC_READS_INSIDE,
    ALLOWED_BY_RULE_RUNS_NOTHING_ELSE,
    UNDERSTOOD_PROGRAMS,
    UNDERSTOOD_BUILTINS,
    UNDERSTOOD_REDIRECTIONS,
    UNDERSTOOD_VARIABLES,
    DENIED_PROGRAM_NEVER_RUNS,
    DENIED_PROGRAM_IS_DENIED,
    DENIED_FILE_NEVER_TOUCHED
  }

  private final CorpusWorld world;
  private final Engines engines;
  private final PolicyEngine plain;
  private final Noise noise;
  private final Map<String, String> environment;

  Claims(CorpusWorld world, Engines engines, Map<String, String> environment) {
    this.world = world;
    this.engines = engines;
    this.plain = engines.plain();
    this.noise = new Noise(world.home());
    this.environment = environment;
  }

  /** Whether the engine would run a text by itself. */
  boolean isAutomatic(String text) {
    return engines.decide(plain, text, PermissionMode.DEFAULT) == Verdict.ALLOW;
  }

  boolean isUnderstood(String text) {
    return read(text) instanceof ShellReading.Understood;
  }

  private ShellReading read(String text) {
    return engines.analysis().analyse(text, world.project());
  }

  /** Checks everything about a text and its trace. */
  List<Violation> check(String text, Trace trace, List<List<String>> spoken) {
    List<Violation> found = new ArrayList<>();
    if (isAutomatic(text)) {
      for (String effect : beyondReading(trace)) {
        found.add(new Violation(Claim.AUTOMATIC_READS_INSIDE, text, effect));
      }
    }
    if (read(text) instanceof ShellReading.Understood understood) {
      InShell inShell = InShell.of(understood.commands(), engines.analysis(), world.project());
      checkUnderstood(text, trace, inShell, found);
      if (!inShell.open()) {
        checkBuiltins(text, trace, spoken, inShell, found);
      }
      checkPrograms(text, trace, !inShell.open(), found);
      checkFiles(text, trace, inShell.open(), found);
    } else {
      checkPrograms(text, trace, false, found);
      checkFiles(text, trace, false, found);
    }
    return found;
  }

  /** What a trace shows beyond reading inside the project. */
  List<String> beyondReading(Trace trace) {
    Set<String> effects = new LinkedHashSet<>();
    for (Exec exec : trace.execs()) {
      boolean there = exec.worked() || Files.exists(Path.of(exec.program()));
      if (there && !isReader(exec) && !TRACED.contains(exec.name())) {
        effects.add("starts " + exec.program() + " " + exec.argv());
      }
    }
    for (Touch touch : trace.touches()) {
      boolean beyond =
          switch (touch.kind()) {
            case READ -> !isInside(touch.reached()) && !noise.isOwn(touch);
            case WRITE -> !isNowhere(touch) && !Noise.isOwnWriting(touch);
            case SIGNAL -> !isOwnEnd(touch);
            case CHANGE -> !Noise.isOwnWriting(touch);
            case CONNECT -> true;
          };
      if (beyond) {
        effects.add(
            touch.program() + " " + touch.call() + " " + touch.written() + " = " + touch.reached());
      }
    }
    return List.copyOf(effects);
  }

  /**
   * Awk and bash end themselves by the signal that they would have got when nobody reads what they
   * print; no corpus sends it.
   */
  private static boolean isOwnEnd(Touch touch) {
    boolean itself = touch.program().endsWith("awk") || touch.program().equals("bash");
    return itself && touch.written().endsWith(" SIGPIPE");
  }

  private static boolean isReader(Exec exec) {
    String name =
        exec.name()
            .replaceFirst("^[a-z0-9_]+-linux-gnu-", "")
            .replaceFirst("(?<=python3|gcc)[.-].*", "");
    boolean asked =
        exec.argv().size() == 2 && exec.argv().getLast().matches("-?-version|-V|-v|/dev/stderr");
    return exec.program().matches("/(usr/)?(local/)?s?bin/[^/]+|/usr/lib/.*")
        && (READERS.contains(name) || (asked && TELLING.contains(name)));
  }

  private boolean isInside(String path) {
    return Path.of(path.replace("\0", "")).startsWith(world.project());
  }

  /** What is written there is gone, or goes to the output. */
  private static boolean isNowhere(Touch touch) {
    String path = touch.reached();
    return path.equals("/dev/null")
        || path.equals("/dev/tty")
        || path.startsWith("pipe:")
        || (touch.written().matches("/dev/(stdout|stderr|fd/\\d+)|/proc/self/fd/\\d+")
            && !isWorldly(path));
  }

  private static boolean isWorldly(String path) {
    return path.startsWith("/") && !path.endsWith("/output") && !path.startsWith("/dev/");
  }

  private void checkUnderstood(String text, Trace trace, InShell inShell, List<Violation> found) {
    if (!inShell.open()) {
      for (Exec exec : trace.execs()) {
        if (exec.by() == Actor.SHELL) {
          checkProgram(text, exec, inShell, found);
        }
      }
    }
    for (Touch touch : trace.touches()) {
      boolean writes = touch.kind() == Kind.WRITE || touch.kind() == Kind.CONNECT;
      if (touch.by() == Actor.SHELL && writes && !isOfTheShell(touch)) {
        boolean known =
            inShell.commands().stream()
                    .flatMap(command -> command.redirections().stream())
                    .anyMatch(redirection -> isTarget(redirection, touch))
                || inShell.writesHistory(Noise.lasting(touch.written()));
        if (!known && !inShell.open()) {
          found.add(
              new Violation(Claim.UNDERSTOOD_REDIRECTIONS, text, "opened for writing: " + touch));
        }
      }
    }
  }

  private static boolean isOfTheShell(Touch touch) {
    boolean pipe = touch.written().matches("/dev/fd/\\d+") && touch.reached().startsWith("pipe:");
    return pipe
        || touch.written().equals("/dev/tty")
        || touch.written().equals("/dev/null")
        || touch.written().contains("/sh-thd");
  }

  private static boolean isTarget(ShellCommand.Redirection redirection, Touch touch) {
    if (touch.kind() == Kind.CONNECT) {
      return !(redirection.target() instanceof Word.Literal(String text))
          || text.startsWith("/dev/tcp/")
          || text.startsWith("/dev/udp/");
    }
    boolean writes =
        switch (redirection.kind()) {
          // the pipe of a process substitution is opened like a file
          case WRITE, APPEND, READ_WRITE, DUPLICATE -> true;
          case READ, LIST -> false;
        };
    return writes && WordMatch.allows(redirection.target(), touch.written());
  }

  private void checkProgram(String text, Exec exec, InShell inShell, List<Violation> found) {
    List<ShellCommand> candidates = new ArrayList<>();
    for (ShellCommand command : inShell.commands()) {
      if (runs(command, exec) && isThere(command.folder(), exec.folder())) {
        candidates.add(command);
      }
    }
    if (candidates.isEmpty()) {
      found.add(
          new Violation(
              Claim.UNDERSTOOD_PROGRAMS,
              text,
              "ran " + exec.argv() + " in " + exec.folder() + ", understood " + inShell));
      return;
    }
    List<String> unknown = List.of();
    for (ShellCommand command : candidates) {
      unknown = unknownVariables(command, exec);
      if (unknown.isEmpty()) {
        return;
      }
    }
    found.add(
        new Violation(
            Claim.UNDERSTOOD_VARIABLES, text, exec.argv() + " got the variables " + unknown));
  }

  private static boolean runs(ShellCommand command, Exec exec) {
    List<Word> words = InShell.behindPrefixes(command.words());
    if (WordMatch.matches(words, exec.argv())) {
      return true;
    }
    // exec -a gives the program another name for itself
    boolean renamed =
        command.words().size() > 1 && "exec".equals(InShell.text(command.words().getFirst()));
    return renamed
        && !words.isEmpty()
        && !exec.argv().isEmpty()
        && WordMatch.matches(
            words.subList(1, words.size()), exec.argv().subList(1, exec.argv().size()));
  }

  private static boolean isThere(Path folder, String real) {
    if (folder == null) {
      return true;
    }
    try {
      return folder.toRealPath().toString().equals(real);
    } catch (IOException notInTheUntouchedWorld) {
      return folder.normalize().toString().equals(real);
    }
  }

  private List<String> unknownVariables(ShellCommand command, Exec exec) {
    Set<String> own = Set.of("_", "SHLVL", "PWD", "OLDPWD", "COLUMNS", "LINES");
    List<String> unknown = new ArrayList<>();
    exec.environment()
        .forEach((name, value) -> {
          boolean given = value.equals(environment.get(name)) || own.contains(name);
          boolean assigned =
              command.assignments().stream()
                  .anyMatch(a -> a.name().equals(name) && WordMatch.allows(a.value(), value));
          if (!given && !assigned) {
            unknown.add(name + "=" + value);
          }
        });
    return unknown;
  }

  private static final Set<String> BUILTINS =
      Set.of(
          ("echo printf cd test [ pwd read export unset set shift eval source . trap type"
                  + " umask wait kill let exit pushd popd dirs hash alias unalias mapfile readarray getopts ulimit")
              .split(" "));

  /** Built-ins that the shell says it ran, where what it says of programs is what was traced. */
  private void checkBuiltins(
      String text, Trace trace, List<List<String>> spoken, InShell inShell, List<Violation> found) {
    for (Exec exec : trace.execs()) {
      if (exec.by() == Actor.SHELL && !isSpoken(exec, spoken)) {
        return;
      }
    }
    boolean past = false;
    for (List<String> words : spoken) {
      boolean runner =
          words.size() == 3 && words.get(0).equals("eval") && words.get(2).equals(text);
      if (!past) {
        past = runner;
        continue;
      }
      if (isRunner(words) || words.isEmpty() || !BUILTINS.contains(words.getFirst())) {
        continue;
      }
      // a call of a function is told like a command
      boolean function = text.contains(words.getFirst() + "()");
      boolean known =
          function
              || inShell.commands().stream()
                  .anyMatch(
                      command -> WordMatch.matches(InShell.behindPrefixes(command.words()), words));
      if (!known) {
        found.add(new Violation(Claim.UNDERSTOOD_BUILTINS, text, "ran " + words));
      }
    }
  }

  /** What stands behind the text: the exit status kept, the folder told. */
  private static boolean isRunner(List<String> words) {
    return words.equals(List.of("builtin", "pwd", "-P"))
        || words.equals(List.of("set", "+x"))
        || (words.size() == 2 && words.get(0).equals("exit"))
        || (words.size() == 3 && words.get(0).equals("set") && words.get(1).equals("--"));
  }

  private static boolean isSpoken(Exec exec, List<List<String>> spoken) {
    for (List<String> words : spoken) {
      int from = words.size() - exec.argv().size();
      if (from >= 0 && words.subList(from, words.size()).equals(exec.argv())) {
        return true;
      }
    }
    return false;
  }

  /** Deny and allow rules about the programs that were really started. */
  private void checkPrograms(String text, Trace trace, boolean exactly, List<Violation> found) {
    Set<String> direct = new LinkedHashSet<>();
    Set<String> wrapped = new LinkedHashSet<>();
    for (Exec exec : trace.execs()) {
      String name = exec.argv().isEmpty() ? "" : exec.argv().getFirst();
      name = name.startsWith("/dev/fd/") ? "" : name.substring(name.lastIndexOf('/') + 1);
      if (exec.worked()
          && exec.isCalled(name)
          && !isGivenAText(exec, text)
          && name.matches("[\\w.+-]+")) {
        switch (exec.by()) {
          case SHELL -> direct.add(name);
          case WRAPPER -> wrapped.add(name);
          case PROGRAM, DEEPER -> {}
        }
      }
    }
    boolean unseen = UNSEEN.matcher(text).find();
    for (String name : direct.stream().limit(3).toList()) {
      if (!unseen || text.contains(name)) {
        checkDenied(text, name, exactly, found);
      }
      checkAllowed(text, name, trace, found);
    }
    wrapped.stream()
        .filter(name -> !direct.contains(name) && text.contains(name))
        .limit(2)
        .forEach(name -> checkDenied(text, name, false, found));
  }

  /** Some wrappers hand a text to a shell, which the text names no more than the kernel. */
  private static boolean isGivenAText(Exec exec, String text) {
    return exec.by() == Actor.WRAPPER
        && TraceReader.isShell(exec.name())
        && exec.argv().size() == 3
        && text.contains("flock ");
  }

  private void checkDenied(String text, String name, boolean exactly, List<Violation> found) {
    List<String> deny = List.of("Bash(" + name + ":*)");
    Verdict strict = engines.decide(engines.under(List.of(), deny), text, PermissionMode.DEFAULT);
    Verdict lenient =
        engines.decide(
            engines.under(List.of("Bash"), deny), text, PermissionMode.BYPASS_PERMISSIONS);
    if (strict == Verdict.ALLOW || lenient == Verdict.ALLOW) {
      found.add(new Violation(Claim.DENIED_PROGRAM_NEVER_RUNS, text, name));
    } else if (exactly && (strict != Verdict.DENY || lenient != Verdict.DENY)) {
      found.add(new Violation(Claim.DENIED_PROGRAM_IS_DENIED, text, name));
    }
  }

  /** Under a rule that allows one program, the shell runs that one and readers, nothing else. */
  private void checkAllowed(String text, String name, Trace trace, List<Violation> found) {
    PolicyEngine engine = engines.under(List.of("Bash(" + name + ":*)"), List.of());
    if (engines.decide(engine, text, PermissionMode.DEFAULT) != Verdict.ALLOW) {
      return;
    }
    for (Exec exec : trace.execs()) {
      boolean same = exec.name().equals(name) || exec.argv().getFirst().endsWith(name);
      // xargs by itself is taken off before rules are compared
      boolean bare =
          exec.name().equals("xargs")
              && exec.argv().size() > 1
              && !exec.argv().get(1).startsWith("-");
      // without operands it only says that one is missing
      bare |= exec.argv().size() == 1 && TRACED.contains(exec.name());
      if (exec.by() == Actor.SHELL && !same && !bare && !isReader(exec)) {
        found.add(
            new Violation(
                Claim.ALLOWED_BY_RULE_RUNS_NOTHING_ELSE, text, name + " and " + exec.argv()));
      }
    }
  }

  /**
   * Deny rules about the files that the shell or a known program really opened.
   *
   * @param open whether the shell also ran texts that nobody has seen
   */
  private void checkFiles(String text, Trace trace, boolean open, List<Violation> found) {
    Set<String> read = new LinkedHashSet<>();
    Set<String> written = new LinkedHashSet<>();
    for (Touch touch : trace.touches()) {
      boolean known =
          switch (touch.by()) {
            case SHELL -> true;
            case WRAPPER -> TraceReader.isShell(touch.program());
            case PROGRAM -> DEALING.contains(touch.program());
            case DEEPER -> false;
          };
      String path = touch.reached();
      boolean named = path.matches("[\\w./ -]+") && !isNowhere(touch) && !noise.isOwn(touch);
      if (Noise.isPassing(touch)
          || Noise.isOfStart(touch, text)
          || open
          || !known
          || !named
          || !path.startsWith(world.root() + "/")) {
        continue;
      }
      switch (touch.kind()) {
        case READ -> read.add(path);
        case WRITE, CHANGE -> written.add(path);
        case CONNECT, SIGNAL -> {}
      }
    }
    read.removeIf(path -> Files.isDirectory(Path.of(path)));
    // whoever starts a script lets its interpreter read it
    trace.execs().forEach(exec -> read.remove(exec.program()));
    read.stream().limit(2).forEach(path -> checkFile(text, "Read(/" + path + ")", found));
    written.stream().limit(2).forEach(path -> checkFile(text, "Edit(/" + path + ")", found));
  }

  private void checkFile(String text, String rule, List<Violation> found) {
    PolicyEngine lenient = engines.under(List.of("Bash"), List.of(rule));
    PolicyEngine strict = engines.under(List.of(), List.of(rule));
    if (engines.decide(lenient, text, PermissionMode.BYPASS_PERMISSIONS) == Verdict.ALLOW
        || engines.decide(strict, text, PermissionMode.DEFAULT) == Verdict.ALLOW) {
      found.add(new Violation(Claim.DENIED_FILE_NEVER_TOUCHED, text, rule));
    }
  }
}
