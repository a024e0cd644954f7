package dev.muster.cli.args;

import java.util.List;

/**
 * The table of options: names, values and help of each, as data.
 *
 * <p>Parser, help texts and completion scripts are made from it. Where an option bears the name of
 * one in the established contract it takes the same values.
 */
enum Option {
  PRINT(Group.OUTPUT, "-p --print", Arity.NONE, "", "Answer the prompt and exit"),
  OUTPUT_FORMAT(
      Group.OUTPUT,
      "--output-format",
      Arity.ONE,
      "text|json|stream-json",
      "What goes to standard output: the answer, one result object, or every message as a line"
          + " of JSON (needs --verbose)"),
  INPUT_FORMAT(
      Group.OUTPUT,
      "--input-format",
      Arity.ONE,
      "text|stream-json",
      "What comes on standard input: more of the prompt, or a host's messages"),
  VERBOSE(Group.OUTPUT, "--verbose", Arity.NONE, "", "With JSON formats, write all messages"),
  PARTIAL(
      Group.OUTPUT,
      "--include-partial-messages",
      Arity.NONE,
      "",
      "With stream-json, write the model's stream events as well"),
  REPLAY(
      Group.OUTPUT,
      "--replay-user-messages",
      Arity.NONE,
      "",
      "With stream-json both ways, write each message of the host again"),
  JSON_SCHEMA(
      Group.OUTPUT,
      "--json-schema",
      Arity.ONE,
      "<schema>",
      "The answer must be JSON that matches this JSON Schema"),

  MODEL(Group.MODEL, "--model", Arity.ONE, "<model>", "The model, by alias or full id"),
  FALLBACK(
      Group.MODEL,
      "--fallback-model",
      Arity.ONE,
      "<models>",
      "Who takes over when the model is overloaded; several by comma"),
  EFFORT(
      Group.MODEL,
      "--effort",
      Arity.ONE,
      "low|medium|high|xhigh|max",
      "How much work goes into an answer"),
  THINKING(
      Group.MODEL,
      "--thinking",
      Arity.ONE,
      "adaptive|enabled|disabled",
      "Whether the model reasons before it answers"),
  THINKING_TOKENS(
      Group.MODEL,
      "--max-thinking-tokens",
      Arity.ONE,
      "<n>",
      "The same, with at most so many tokens; 0 for no reasoning"),
  BETAS(Group.MODEL, "--betas", Arity.MANY, "<names>", "Beta features of the API to ask for"),
  MAX_TURNS(Group.MODEL, "--max-turns", Arity.ONE, "<n>", "Stop after this many model calls"),
  MAX_BUDGET(
      Group.MODEL,
      "--max-budget-usd",
      Arity.ONE,
      "<amount>",
      "Never spend more than this; checked before each request is sent"),
  SYSTEM(
      Group.MODEL, "--system-prompt", Arity.ONE, "<text>", "Instead of the built-in system prompt"),
  SYSTEM_FILE(Group.MODEL, "--system-prompt-file", Arity.ONE, "<file>", "The same, from a file"),
  APPEND(
      Group.MODEL,
      "--append-system-prompt",
      Arity.ONE,
      "<text>",
      "At the end of the system prompt"),
  APPEND_FILE(
      Group.MODEL, "--append-system-prompt-file", Arity.ONE, "<file>", "The same, from a file"),

  ALLOWED(
      Group.TOOLS,
      "--allowedTools --allowed-tools",
      Arity.MANY,
      "<rules>",
      "Allow what these rules match, as \"Bash(git log:*)\" Read"),
  DISALLOWED(
      Group.TOOLS,
      "--disallowedTools --disallowed-tools",
      Arity.MANY,
      "<rules>",
      "Deny what these rules match; a bare name removes the tool"),
  TOOLS(
      Group.TOOLS,
      "--tools",
      Arity.MANY,
      "<names>",
      "The tools that there are: names, \"default\" for the usual ones, \"\" for none"),
  MODE(
      Group.TOOLS,
      "--permission-mode",
      Arity.ONE,
      "default|acceptEdits|plan|dontAsk|bypassPermissions",
      "What happens to calls that no rule decides"),
  SKIP_PERMISSIONS(
      Group.TOOLS,
      "--dangerously-skip-permissions",
      Arity.NONE,
      "",
      "Permit everything; only for a machine that may be lost"),
  ALLOW_SKIP(
      Group.TOOLS,
      "--allow-dangerously-skip-permissions",
      Arity.NONE,
      "",
      "Let a host switch to that mode later"),
  PROMPT_TOOL(
      Group.TOOLS,
      "--permission-prompt-tool",
      Arity.ONE,
      "stdio",
      "Put questions about calls to the host on standard output"),

  SETTINGS(
      Group.SETTINGS, "--settings", Arity.ONE, "<file>", "More settings: a file, or JSON text"),
  SOURCES(
      Group.SETTINGS,
      "--setting-sources",
      Arity.ONE,
      "<list>",
      "Which settings files count: user,project,local; \"\" for none of them"),
  ADD_DIR(Group.SETTINGS, "--add-dir", Arity.MANY, "<folder>", "More folders to work in"),

  CONTINUE(Group.SESSION, "-c --continue", Arity.NONE, "", "Go on with this folder's last session"),
  RESUME(Group.SESSION, "-r --resume", Arity.OPTIONAL, "<id>", "Go on with that session"),
  SESSION_ID(Group.SESSION, "--session-id", Arity.ONE, "<uuid>", "The id of the new session"),
  FORK(
      Group.SESSION,
      "--fork-session",
      Arity.NONE,
      "",
      "Go on in a new session and leave the old one as it is"),
  NO_PERSISTENCE(
      Group.SESSION, "--no-session-persistence", Arity.NONE, "", "Keep nothing of the session"),

  TOOL(Group.POLICY, "--tool", Arity.ONE, "<name>", "A call of that tool, not of Bash"),
  INPUT(Group.POLICY, "--input", Arity.ONE, "<json>", "The input of the tool"),
  CWD(Group.POLICY, "--cwd", Arity.ONE, "<folder>", "As in a session in that folder"),
  AS_MODE(
      Group.POLICY,
      "--mode --permission-mode",
      Arity.ONE,
      "default|acceptEdits|plan|dontAsk|bypassPermissions",
      "In that mode, not the one that the settings begin with"),
  MORE_SETTINGS(
      Group.POLICY,
      "--settings",
      Arity.ONE,
      "<file>",
      "More settings, as for a session: a file, or JSON text"),
  STRICT(Group.POLICY, "--strict", Arity.NONE, "", "Warnings are failures too"),
  FILTER(Group.POLICY, "--filter", Arity.ONE, "<text>", "Only the cases whose name has that text"),
  JUNIT(Group.POLICY, "--junit", Arity.ONE, "<file>", "Write the results there as JUnit XML"),
  AS_LAYER(
      Group.POLICY,
      "--as",
      Arity.ONE,
      "managed|user|project|local",
      "The layer that the file is meant for"),
  SINCE(Group.POLICY, "--since", Arity.ONE, "<time>", "Only calls of that time, as 30d or 12h"),
  ALL_PROJECTS(
      Group.POLICY, "--all-projects", Arity.NONE, "", "The sessions of all folders, not this one"),
  AS_JSON(Group.POLICY, "--json", Arity.NONE, "", "Write JSON, not text"),
  JSONL(
      Group.POLICY,
      "--jsonl",
      Arity.NONE,
      "",
      "Read one JSON object a line, answer each with one line"),

  REVOKE(Group.TRUST, "--revoke", Arity.NONE, "", "Trust the folder no longer"),

  DEBUG(
      Group.HELP,
      "-d --debug",
      Arity.OPTIONAL,
      "<filter>",
      "Tell on standard error what happens inside; a filter narrows it, as api or api,tools"),
  DEBUG_FILE(Group.HELP, "--debug-file", Arity.ONE, "<file>", "Tell it in a file instead"),
  VERSION(Group.HELP, "-v --version", Arity.NONE, "", "Print the version"),
  HELP(Group.HELP, "-h --help", Arity.NONE, "", "Print this help"),

  // Hosts pass these also when they ask for nothing; only the neutral values are taken.
  MCP_CONFIG(Group.HIDDEN, "--mcp-config", Arity.MANY, "<json>", ""),
  STRICT_MCP(Group.HIDDEN, "--strict-mcp-config", Arity.NONE, "", ""),
  AGENTS(Group.HIDDEN, "--agents", Arity.ONE, "<json>", ""),
  HOOK_EVENTS(Group.HIDDEN, "--include-hook-events", Arity.NONE, "", "");

  /** How many values an option takes. */
  enum Arity {
    NONE,
    ONE,
    /** One, or none where the next word is an option. */
    OPTIONAL,
    /** One and all words that follow up to the next option. */
    MANY
  }

  /** Options that the help shows together. */
  enum Group {
    OUTPUT("Prompt and output"),
    MODEL("Model and limits"),
    TOOLS("Tools and permissions"),
    SETTINGS("Settings and folders"),
    SESSION("Sessions"),
    HELP("Help and diagnosis"),
    TRUST(""),
    POLICY(""),
    HIDDEN("");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private final Group group;
  private final String first;
  private final String second;
  private final Arity arity;
  private final String value;
  private final String help;

  Option(Group group, String names, Arity arity, String value, String help) {
    this.group = group;
    int space = names.indexOf(' ');
    this.first = space < 0 ? names : names.substring(0, space);
    this.second = space < 0 ? "" : names.substring(space + 1);
    this.arity = arity;
    this.value = value;
    this.help = help;
  }

  Group group() {
    return group;
  }

  /** All its names, a short one first, each with its dashes. */
  List<String> names() {
    return second.isEmpty() ? List.of(first) : List.of(first, second);
  }

  /** Whether that is one of its names. */
  boolean answersTo(String name) {
    return first.equals(name) || (!name.isEmpty() && second.equals(name));
  }

  /** The long name by which messages call it. */
  String longName() {
    return first.startsWith("--") ? first : second;
  }

  Arity arity() {
    return arity;
  }

  /** What stands for the value in the help. */
  String value() {
    return value;
  }

  String help() {
    return help;
  }

  /** The values that it takes; none where any will do. */
  List<String> choices() {
    return value.isEmpty() || value.startsWith("<") ? List.of() : List.of(value.split("\\|", -1));
  }

  /** Whether it may stand after that command. */
  boolean belongsTo(Command command) {
    return switch (command) {
      case RUN -> group != Group.TRUST && group != Group.POLICY;
      case TRUST -> group == Group.TRUST || this == HELP;
      case POLICY_EXPLAIN -> isOneOf(TOOL, INPUT, AS_MODE, CWD, MORE_SETTINGS, AS_JSON, HELP);
      case POLICY_CHECK -> isOneOf(AS_LAYER, CWD, MORE_SETTINGS, STRICT, AS_JSON, HELP);
      case POLICY_TEST -> isOneOf(CWD, FILTER, JUNIT, HELP);
      case POLICY_REPLAY -> isOneOf(CWD, AS_LAYER, SINCE, ALL_PROJECTS, AS_JSON, HELP);
      case POLICY_DECIDE -> isOneOf(JSONL, HELP);
      case SANDBOX_STATUS, SANDBOX_RUN -> isOneOf(MORE_SETTINGS, HELP);
      case DEMO, POLICY, SANDBOX, COMPLETION, HELP -> this == HELP;
    };
  }

  private boolean isOneOf(Option... options) {
    for (Option option : options) {
      if (option == this) {
        return true;
      }
    }
    return false;
  }
}
