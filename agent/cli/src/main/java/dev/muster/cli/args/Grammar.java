package dev.muster.cli.args;

import dev.muster.cli.args.Arguments.Fork;
import dev.muster.cli.args.Arguments.PromptSource;
import dev.muster.cli.args.Arguments.Start;
import dev.muster.cli.args.Arguments.ToolChoice;
import dev.muster.headless.InputFormat;
import dev.muster.headless.OutputFormat;
import dev.muster.model.ThinkingMode;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.ProblemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which options go together, and what they mean. Without lambdas: they cost at every start. */
final class Grammar {

  private final Scan scan;

  private Grammar(Scan scan) {
    this.scan = scan;
  }

  static Arguments parse(List<String> args) {
    Command command = args.isEmpty() ? Command.RUN : command(args);
    List<String> rest = args.subList(words(command), args.size());
    Scan scan = Scan.of(command, rest);
    if (scan.words().size() > command.maxWords()
        && command != Command.POLICY
        && command != Command.SANDBOX) {
      throw tooManyWords(command, scan.words());
    }
    if (scan.has(Option.HELP)) {
      return new Arguments.Help(command);
    }
    return new Grammar(scan).of(command);
  }

  private Arguments of(Command command) {
    String word = scan.words().isEmpty() ? "" : scan.words().getFirst();
    return switch (command) {
      case RUN -> scan.has(Option.VERSION) ? new Arguments.Version() : run(word);
      case DEMO -> new Arguments.Demo();
      case TRUST -> new Arguments.Trust(word.isEmpty() ? "." : word, scan.has(Option.REVOKE));
      case POLICY -> throw PolicyGrammar.noCommand(word);
      case POLICY_EXPLAIN, POLICY_CHECK, POLICY_TEST, POLICY_REPLAY, POLICY_DECIDE ->
          new Arguments.Policy(new PolicyGrammar(scan).of(command));
      case SANDBOX -> throw SandboxGrammar.noCommand(word);
      case SANDBOX_STATUS -> new Arguments.Sandbox(SandboxGrammar.status(scan));
      case SANDBOX_RUN -> new Arguments.Sandbox(SandboxGrammar.run(scan));
      case COMPLETION -> completion(word);
      case HELP -> help(scan.words());
    };
  }

  private static Arguments completion(String word) {
    Optional<Shell> shell = Shell.of(word);
    if (shell.isEmpty()) {
      String what = word.isEmpty() ? "completion needs a shell" : "There is no completion for ";
      throw Wrong.arguments(what + word, "Choose from bash, zsh, fish");
    }
    return new Arguments.Completion(shell.get());
  }

  private static Arguments help(List<String> words) {
    Command topic = words.isEmpty() ? Command.RUN : command(words);
    if (words(topic) != words.size()) {
      throw Wrong.arguments("There is no command " + String.join(" ", words), "See muster --help");
    }
    return new Arguments.Help(topic);
  }

  /** The command that the first words name; the longest name counts. */
  private static Command command(List<String> args) {
    Command found = Command.RUN;
    for (Command command : Command.values()) {
      int words = words(command);
      if (words > words(found)
          && words <= args.size()
          && command.word().equals(String.join(" ", args.subList(0, words)))) {
        found = command;
      }
    }
    return found;
  }

  /** How many words name a command. */
  private static int words(Command command) {
    return command == Command.RUN ? 0 : command.isBelow() ? 2 : 1;
  }

  private static ProblemException tooManyWords(Command command, List<String> words) {
    String extra = words.get(command.maxWords());
    return command == Command.RUN
        ? Wrong.arguments(
            "There is a second prompt: \"" + extra + "\"", "Put the whole prompt in quotes")
        : Wrong.arguments(
            command.word() + " has no use for \"" + extra + "\"",
            "See muster help " + command.word());
  }

  private Arguments.Run run(String prompt) {
    refuseMissingFeatures();
    boolean print =
        scan.has(Option.PRINT) || scan.has(Option.OUTPUT_FORMAT) || scan.has(Option.INPUT_FORMAT);
    String fallback = last(Option.FALLBACK);
    String schema = last(Option.JSON_SCHEMA);
    return new Arguments.Run(
        prompt,
        print,
        io(),
        optional(Option.MODEL),
        fallback == null ? List.of() : Values.list(Option.FALLBACK, List.of(fallback)),
        reasoning(),
        Values.betas(Option.BETAS, scan.all(Option.BETAS)),
        limits(),
        permissions(),
        sources(),
        new Arguments.Prompts(
            prompt(Option.SYSTEM, Option.SYSTEM_FILE), prompt(Option.APPEND, Option.APPEND_FILE)),
        start(),
        !scan.has(Option.NO_PERSISTENCE),
        schema == null ? Optional.empty() : Optional.of(Values.schema(schema)),
        debug());
  }

  private Arguments.Io io() {
    OutputFormat output =
        OutputFormat.ofWire(lastOr(Option.OUTPUT_FORMAT, "text")).orElse(OutputFormat.TEXT);
    InputFormat input =
        InputFormat.ofWire(lastOr(Option.INPUT_FORMAT, "text")).orElse(InputFormat.TEXT);
    boolean streamOut = output == OutputFormat.STREAM_JSON;
    boolean streamIn = input == InputFormat.STREAM_JSON;
    if (streamOut && !scan.has(Option.VERBOSE)) {
      throw Wrong.arguments("--output-format stream-json needs --verbose", "Add --verbose");
    }
    if (streamIn && !streamOut) {
      throw Wrong.needs("--input-format stream-json", "--output-format stream-json");
    }
    if (scan.has(Option.PARTIAL) && !streamOut) {
      throw Wrong.needs(Option.PARTIAL.longName(), "--output-format stream-json");
    }
    if (scan.has(Option.REPLAY) && !streamIn) {
      throw Wrong.needs(Option.REPLAY.longName(), "--input-format stream-json");
    }
    if (scan.has(Option.PROMPT_TOOL) && !streamIn) {
      throw Wrong.needs(Option.PROMPT_TOOL.longName(), "--input-format stream-json");
    }
    return new Arguments.Io(
        output,
        input,
        scan.has(Option.VERBOSE),
        scan.has(Option.PARTIAL),
        scan.has(Option.REPLAY),
        scan.has(Option.PROMPT_TOOL));
  }

  private Arguments.Reasoning reasoning() {
    String thinking = last(Option.THINKING);
    String tokens = last(Option.THINKING_TOKENS);
    if (thinking != null && tokens != null) {
      throw Wrong.conflict(Option.THINKING, Option.THINKING_TOKENS);
    }
    ThinkingMode mode = null;
    if (tokens != null) {
      long most = Values.count(Option.THINKING_TOKENS, tokens);
      mode = most == 0 ? new ThinkingMode.Disabled() : new ThinkingMode.Budget(most);
    } else if (thinking != null) {
      mode =
          thinking.equals("disabled") ? new ThinkingMode.Disabled() : new ThinkingMode.Adaptive();
    }
    return new Arguments.Reasoning(Optional.ofNullable(mode), optional(Option.EFFORT));
  }

  private Arguments.Limits limits() {
    String turns = last(Option.MAX_TURNS);
    String budget = last(Option.MAX_BUDGET);
    return new Arguments.Limits(
        turns == null
            ? OptionalInt.empty()
            : OptionalInt.of(Values.positive(Option.MAX_TURNS, turns)),
        budget == null
            ? OptionalLong.empty()
            : OptionalLong.of(Dollars.nanos(Option.MAX_BUDGET, budget)));
  }

  private Arguments.Permissions permissions() {
    PermissionMode mode = mode();
    if (scan.has(Option.SKIP_PERMISSIONS)) {
      if (mode != null && mode != PermissionMode.BYPASS_PERMISSIONS) {
        throw Wrong.conflict(Option.SKIP_PERMISSIONS, Option.MODE);
      }
      mode = PermissionMode.BYPASS_PERMISSIONS;
    }
    return new Arguments.Permissions(
        Values.list(Option.ALLOWED, scan.all(Option.ALLOWED)),
        Values.list(Option.DISALLOWED, scan.all(Option.DISALLOWED)),
        tools(),
        Optional.ofNullable(mode),
        scan.has(Option.ALLOW_SKIP) || mode == PermissionMode.BYPASS_PERMISSIONS);
  }

  private @Nullable PermissionMode mode() {
    String name = last(Option.MODE);
    if (name == null) {
      return null;
    }
    Optional<PermissionMode> mode = PermissionMode.ofWire(name);
    if (mode.isEmpty()) {
      throw Wrong.choice("--permission-mode", name, Option.MODE.choices());
    }
    return mode.get();
  }

  private ToolChoice tools() {
    if (!scan.has(Option.TOOLS)) {
      return new ToolChoice.Usual();
    }
    List<String> names = Values.list(Option.TOOLS, scan.all(Option.TOOLS));
    if (names.equals(List.of("default"))) {
      return new ToolChoice.Usual();
    }
    if (names.contains("default")) {
      throw Wrong.arguments(
          "--tools does not take \"default\" beside other names", "Give \"default\" alone");
    }
    return new ToolChoice.Only(names);
  }

  private Arguments.Sources sources() {
    String names = last(Option.SOURCES);
    Set<Layer> layers =
        names == null
            ? EnumSet.of(Layer.USER, Layer.PROJECT, Layer.LOCAL)
            : Values.layers(Option.SOURCES, names);
    for (String folder : scan.all(Option.ADD_DIR)) {
      if (folder.isBlank()) {
        throw Wrong.arguments("--add-dir names no folder", "Give a folder's path");
      }
    }
    return new Arguments.Sources(optional(Option.SETTINGS), layers, scan.all(Option.ADD_DIR));
  }

  private Optional<PromptSource> prompt(Option asText, Option asFile) {
    String text = last(asText);
    String file = last(asFile);
    if (text != null && file != null) {
      throw Wrong.conflict(asText, asFile);
    }
    if (file != null) {
      return Optional.of(new PromptSource.File(file));
    }
    return text == null ? Optional.empty() : Optional.of(new PromptSource.Text(text));
  }

  private Start start() {
    String given = last(Option.SESSION_ID);
    Optional<String> id =
        given == null ? Optional.empty() : Optional.of(Values.uuid(Option.SESSION_ID, given));
    boolean latest = scan.has(Option.CONTINUE);
    boolean resumed = scan.has(Option.RESUME);
    if (latest && resumed) {
      throw Wrong.conflict(Option.CONTINUE, Option.RESUME);
    }
    if (!latest && !resumed) {
      return new Start.Fresh(id);
    }
    boolean forks = scan.has(Option.FORK);
    if (id.isPresent() && !forks) {
      throw Wrong.arguments(
          "--session-id with --continue or --resume needs --fork-session",
          "A session keeps its id unless it is forked");
    }
    Fork fork = forks ? new Fork.Yes(id) : new Fork.No();
    if (latest) {
      return new Start.Latest(fork);
    }
    String session = lastOr(Option.RESUME, "");
    if (session.isBlank()) {
      throw Wrong.arguments("--resume needs a session's id", "It stands in every JSON result");
    }
    return new Start.Resumed(session, fork);
  }

  private Arguments.Debug debug() {
    Optional<String> file = optional(Option.DEBUG_FILE);
    boolean on = scan.has(Option.DEBUG) || file.isPresent();
    return new Arguments.Debug(on, lastOr(Option.DEBUG, ""), file);
  }

  private void refuseMissingFeatures() {
    for (String config : scan.all(Option.MCP_CONFIG)) {
      if (!Values.isNeutral(config, "mcpServers")) {
        throw Wrong.missing(Option.MCP_CONFIG.longName(), "MCP servers");
      }
    }
    for (String agents : scan.all(Option.AGENTS)) {
      if (!Values.isNeutral(agents, "")) {
        throw Wrong.missing(Option.AGENTS.longName(), "sub-agents");
      }
    }
  }

  /** The last value given, since a wrapper's flags come before those of its caller. */
  private @Nullable String last(Option option) {
    List<String> all = scan.all(option);
    return all.isEmpty() ? null : all.getLast();
  }

  private String lastOr(Option option, String otherwise) {
    String last = last(option);
    return last == null ? otherwise : last;
  }

  private Optional<String> optional(Option option) {
    return Optional.ofNullable(last(option));
  }
}
