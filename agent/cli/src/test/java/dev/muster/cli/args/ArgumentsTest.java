package dev.muster.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.cli.args.Arguments.Fork;
import dev.muster.cli.args.Arguments.PromptSource;
import dev.muster.cli.args.Arguments.Run;
import dev.muster.cli.args.Arguments.Start;
import dev.muster.cli.args.Arguments.ToolChoice;
import dev.muster.headless.InputFormat;
import dev.muster.headless.OutputFormat;
import dev.muster.model.ThinkingMode;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The grammar of the command line, row by row. */
class ArgumentsTest {

  private static final String ID = "11111111-1111-4111-8111-111111111111";

  @Test
  void aPromptAloneIsARunThatDoesNotPrint() {
    Run run = run("fix it");
    assertThat(run.prompt()).isEqualTo("fix it");
    assertThat(run.print()).isFalse();
    assertThat(run.io().output()).isEqualTo(OutputFormat.TEXT);
    assertThat(run.permissions().tools()).isEqualTo(new ToolChoice.Usual());
    assertThat(run.sources().layers())
        .containsExactlyInAnyOrder(Layer.USER, Layer.PROJECT, Layer.LOCAL);
    assertThat(run.start()).isEqualTo(new Start.Fresh(Optional.empty()));
    assertThat(run.persist()).isTrue();
  }

  @Test
  void noWordsAtAllAreARunWithoutAPrompt() {
    assertThat(run().prompt()).isEmpty();
  }

  @Test
  void anyFormatImpliesPrint() {
    assertThat(run("-p").print()).isTrue();
    assertThat(run("--output-format", "json").print()).isTrue();
  }

  @Test
  void whatTheAgentSdkPassesIsTaken() {
    Run run =
        run(
            "--output-format",
            "stream-json",
            "--verbose",
            "--input-format",
            "stream-json",
            "--max-turns=3",
            "--max-budget-usd=0.5",
            "--model=opus",
            "--json-schema={\"type\":\"object\"}",
            "--debug",
            "--resume=" + ID,
            "--allowedTools=Bash(git log:*),Read",
            "--disallowedTools=Write",
            "--tools=Bash,Read",
            "--setting-sources=user,project",
            "--strict-mcp-config",
            "--permission-mode=acceptEdits",
            "--allow-dangerously-skip-permissions",
            "--permission-prompt-tool=stdio",
            "--fallback-model=haiku",
            "--include-hook-events",
            "--include-partial-messages",
            "--add-dir=/tmp",
            "--add-dir=/var",
            "--fork-session",
            "--no-session-persistence",
            "--replay-user-messages",
            "--settings",
            "{\"a\":1}");
    assertThat(run.io())
        .isEqualTo(
            new Arguments.Io(
                OutputFormat.STREAM_JSON, InputFormat.STREAM_JSON, true, true, true, true));
    assertThat(run.limits())
        .isEqualTo(new Arguments.Limits(OptionalInt.of(3), OptionalLong.of(500_000_000)));
    assertThat(run.permissions().allowed()).containsExactly("Bash(git log:*)", "Read");
    assertThat(run.permissions().disallowed()).containsExactly("Write");
    assertThat(run.permissions().tools()).isEqualTo(new ToolChoice.Only(List.of("Bash", "Read")));
    assertThat(run.permissions().mode()).contains(PermissionMode.ACCEPT_EDITS);
    assertThat(run.permissions().bypassAllowed()).isTrue();
    assertThat(run.sources().layers()).containsExactlyInAnyOrder(Layer.USER, Layer.PROJECT);
    assertThat(run.sources().addedFolders()).containsExactly("/tmp", "/var");
    assertThat(run.sources().inline()).isTrue();
    assertThat(run.start()).isEqualTo(new Start.Resumed(ID, new Fork.Yes(Optional.empty())));
    assertThat(run.persist()).isFalse();
    assertThat(run.fallbackModels()).containsExactly("haiku");
    assertThat(run.jsonSchema()).isPresent();
    assertThat(run.debug()).isEqualTo(new Arguments.Debug(true, "", Optional.empty()));
    assertThat(run.prompt()).isEmpty();
  }

  @Test
  void neutralValuesOfMissingFeaturesAreTaken() {
    run("-p", "--mcp-config={}", "--agents={}", "x");
    run("-p", "--mcp-config", "{\"mcpServers\":{}}", "--agents", "{}", "x");
    run("-p", "--setting-sources=", "--system-prompt", "", "x");
  }

  @Test
  void missingFeaturesAreRefusedByName() {
    refused("MCP servers", "-p", "--mcp-config", "{\"mcpServers\":{\"a\":{\"command\":\"x\"}}}");
    refused("MCP servers", "-p", "--mcp-config", "servers.json", "x");
    refused("sub-agents", "-p", "--agents={\"a\":{}}", "x");
    refused("plugins", "-p", "--plugin-dir=/tmp", "x");
    refused("the model's reasoning", "-p", "--thinking-display=omitted", "x");
  }

  @Test
  void reasoningAndBetasAreTaken() {
    Run run = run("-p", "--max-thinking-tokens=1000", "--effort=high", "--betas=a-1,b-2", "x");
    assertThat(run.reasoning())
        .isEqualTo(
            new Arguments.Reasoning(
                Optional.of(new ThinkingMode.Budget(1_000)), Optional.of("high")));
    assertThat(run.betas()).containsExactly("a-1", "b-2");
    assertThat(run("-p", "--max-thinking-tokens=0", "x").reasoning().thinking())
        .contains(new ThinkingMode.Disabled());
    assertThat(run("-p", "--thinking=adaptive", "x").reasoning().thinking())
        .contains(new ThinkingMode.Adaptive());
    refused("Choose from", "-p", "--effort=much", "x");
    refused("whole number from 0", "-p", "--max-thinking-tokens=-1", "x");
    refused("--betas does not take", "-p", "--betas=a\u00e9", "x");
    refused("--thinking", "-p", "--thinking=disabled", "--max-thinking-tokens=5", "x");
  }

  @Test
  void listsAreSplitByCommaSpaceArgumentAndRepetitionButNotInParentheses() {
    List<String> expected = List.of("Bash(git log:*)", "Read", "Bash(a, b c)", "Edit");
    assertThat(
            run(
                    "-p",
                    "--allowedTools",
                    "Bash(git log:*),Read",
                    "Bash(a, b c)",
                    "--allowed-tools",
                    "Edit")
                .permissions()
                .allowed())
        .isEqualTo(expected);
    assertThat(
            run("-p", "--allowedTools", "Bash(git log:*) Read Bash(a, b c),,  Edit")
                .permissions()
                .allowed())
        .isEqualTo(expected);
    refused("open parenthesis", "-p", "--allowedTools", "Bash(git log:*", "x");
  }

  @Test
  void listsJoinedByCommasComeApartAgain() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<String> rules =
          random.ints(1 + random.nextInt(6), 0, 4).mapToObj(i -> rule(random, i)).toList();
      String joined = String.join(random.nextBoolean() ? "," : " ", rules);
      assertThat(run("-p", "--disallowedTools=" + joined).permissions().disallowed())
          .isEqualTo(rules);
    }
  }

  private static String rule(Random random, int kind) {
    return switch (kind) {
      case 0 -> "Read";
      case 1 -> "Bash(a, b" + random.nextInt(9) + " *)";
      case 2 -> "Edit(/x (y, z)/**)";
      default -> "WebFetch(domain:a.b)";
    };
  }

  @Test
  void aListTakesTheWordsThatFollow() {
    Run run = run("-p", "--tools", "Bash", "hi there");
    assertThat(run.prompt()).isEmpty();
    assertThat(run.permissions().tools())
        .isEqualTo(new ToolChoice.Only(List.of("Bash", "hi", "there")));
    assertThat(run("-p", "--tools", "Bash", "--", "hi there").prompt()).isEqualTo("hi there");
    assertThat(run("-p", "--tools=Bash", "hi there").prompt()).isEqualTo("hi there");
    assertThat(run("-p", "hi there", "--tools", "Bash").prompt()).isEqualTo("hi there");
  }

  @Test
  void toolsMayBeNoneOrTheUsualOnes() {
    assertThat(run("-p", "x", "--tools", "").permissions().tools())
        .isEqualTo(new ToolChoice.Only(List.of()));
    assertThat(run("-p", "x", "--tools", "default").permissions().tools())
        .isEqualTo(new ToolChoice.Usual());
    refused("beside other names", "-p", "x", "--tools", "default,Bash");
  }

  @Test
  void shortOptionsMayBeJoinedAndCarryTheirValue() {
    Run run = run("-pc", "go on");
    assertThat(run.print()).isTrue();
    assertThat(run.start()).isEqualTo(new Start.Latest(new Fork.No()));
    assertThat(run("-pr" + ID, "x").start()).isEqualTo(new Start.Resumed(ID, new Fork.No()));
    refused("no option -x", "-px", "hi");
  }

  @Test
  void nothingAfterTheDoubleDashIsAnOption() {
    Run run = run("-p", "--", "--settings=/etc/passwd");
    assertThat(run.prompt()).isEqualTo("--settings=/etc/passwd");
    assertThat(run.sources().settings()).isEmpty();
  }

  @Test
  void aValueIsNeverReadAsAnOption() {
    refused("needs a value", "-p", "--append-system-prompt", "--settings=/tmp/evil.json");
    Run run = run("-p", "--append-system-prompt", "see --settings=/tmp/evil.json");
    assertThat(run.sources().settings()).isEmpty();
  }

  @Test
  void aValueMayBeginWithADashUnlessItIsAnOption() {
    assertThat(run("-p", "x", "--append-system-prompt", "- be brief").prompts().append())
        .contains(new PromptSource.Text("- be brief"));
    refused("needs a value", "-p", "x", "--append-system-prompt", "--verbose");
    assertThat(run("-p", "x", "--append-system-prompt=--verbose").prompts().append())
        .contains(new PromptSource.Text("--verbose"));
    refused("needs a value", "-p", "--model");
    refused("needs a value", "-p", "--allowedTools");
  }

  @Test
  void theLastOfARepeatedOptionCounts() {
    assertThat(run("-p", "--model", "opus", "--model", "haiku", "x").model()).contains("haiku");
  }

  @Test
  void budgetsAreExactAndNeverRoundedUp() {
    assertThat(budget("0.000000001")).isEqualTo(1);
    assertThat(budget("0.1")).isEqualTo(100_000_000);
    assertThat(budget("12")).isEqualTo(12_000_000_000L);
    assertThat(budget("1e-7")).isEqualTo(100);
    assertThat(budget("0.30000000000000004")).isEqualTo(300_000_000);
    for (String bad :
        List.of(
            "abc", "0", "-1", "0.0000000001", "1e999999999", "1e-999999999", "NaN", "2e9", "")) {
      refused("--max-budget-usd", "-p", "x", "--max-budget-usd=" + bad);
    }
  }

  private static long budget(String text) {
    return run("-p", "x", "--max-budget-usd", text).limits().maxBudgetNanos().getAsLong();
  }

  @Test
  void sessionsBeginInOneWayOnly() {
    assertThat(run("-p", "x", "--session-id", ID.toUpperCase(Locale.ROOT)).start())
        .isEqualTo(new Start.Fresh(Optional.of(ID)));
    assertThat(run("-p", "x", "-c", "--fork-session", "--session-id", ID).start())
        .isEqualTo(new Start.Latest(new Fork.Yes(Optional.of(ID))));
    refused("UUID", "-p", "x", "--session-id", "nope");
    refused("needs --fork-session", "-p", "x", "--resume", ID, "--session-id", ID);
    refused("needs --fork-session", "-p", "x", "-c", "--session-id", ID);
    refused("exclude each other", "-p", "x", "-c", "--resume", ID);
    refused("needs a session's id", "-p", "x", "--resume");
    assertThat(run("-p", "x", "--resume", "nope").start())
        .isEqualTo(new Start.Resumed("nope", new Fork.No()));
    assertThat(run("-p", "x", "--fork-session").start())
        .isEqualTo(new Start.Fresh(Optional.empty()));
  }

  @Test
  void combinationsThatMakeNoSenseAreRefused() {
    refused("needs --verbose", "-p", "x", "--output-format", "stream-json");
    refused("--output-format stream-json", "-p", "--input-format", "stream-json");
    refused("--output-format stream-json", "-p", "x", "--include-partial-messages");
    refused("--input-format stream-json", "-p", "x", "--replay-user-messages");
    refused("--input-format stream-json", "-p", "x", "--permission-prompt-tool", "stdio");
    refused("exclude each other", "-p", "x", "--system-prompt=a", "--system-prompt-file=b");
    refused(
        "exclude each other",
        "-p",
        "x",
        "--append-system-prompt=a",
        "--append-system-prompt-file=b");
    refused(
        "exclude each other", "-p", "--dangerously-skip-permissions", "--permission-mode", "plan");
  }

  @Test
  void badChoicesNameTheGoodOnes() {
    assertThat(refused("xml", "-p", "x", "--output-format", "xml").hint())
        .contains("text, json, stream-json");
    refused("yaml", "-p", "x", "--input-format", "yaml");
    assertThat(refused("auto", "-p", "x", "--permission-mode", "auto").hint()).contains("plan");
    refused("bogus", "-p", "x", "--setting-sources", "user,bogus");
    refused("mcp__a__b", "-p", "x", "--permission-prompt-tool", "mcp__a__b");
    for (String bad : List.of("abc", "0", "-1", "1.5", "99999999999")) {
      refused("--max-turns", "-p", "x", "--max-turns=" + bad);
    }
    refused("takes no value", "-p", "x", "--verbose=yes");
  }

  @Test
  void aSchemaMustBeAJsonObject() {
    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class, () -> Arguments.parse(List.of("-p", "--json-schema", "{")));
    assertThat(problem.problem().code()).isEqualTo(ProblemCode.SCHEMA_INVALID);
  }

  @Test
  void anUnknownOptionNamesTheNearest() {
    assertThat(refused("--outputformat", "-p", "--outputformat", "json").hint())
        .isEqualTo("Did you mean --output-format?");
    assertThat(refused("--allowed-tool", "-p", "--allowed-tool=Read").hint())
        .isEqualTo("Did you mean --allowed-tools?");
    assertThat(refused("--nosuchthing", "--nosuchthing", "-p").hint()).contains("--help");
    assertThat(refused("second prompt", "-p", "a", "b").hint()).contains("quotes");
  }

  @Test
  void bothWordsForPermittingEverythingMeanTheSame() {
    for (String[] args :
        new String[][] {
          {"-p", "x", "--dangerously-skip-permissions"},
          {"-p", "x", "--permission-mode", "bypassPermissions"},
          {"-p", "x", "--permission-mode", "bypassPermissions", "--dangerously-skip-permissions"}
        }) {
      assertThat(run(args).permissions().mode()).contains(PermissionMode.BYPASS_PERMISSIONS);
      assertThat(run(args).permissions().bypassAllowed()).isTrue();
    }
    assertThat(run("-p", "x", "--permission-mode", "manual").permissions().mode())
        .contains(PermissionMode.DEFAULT);
  }

  @Test
  void debugTakesAFilterAndAFile() {
    assertThat(run("-p", "x", "-d", "api,tools").debug())
        .isEqualTo(new Arguments.Debug(true, "api,tools", Optional.empty()));
    assertThat(run("-p", "x", "--debug-file=/tmp/log").debug())
        .isEqualTo(new Arguments.Debug(true, "", Optional.of("/tmp/log")));
    assertThat(run("-p", "x", "--debug", "--verbose").debug().on()).isTrue();
  }

  @Test
  void commandsAreTheFirstWordOnly() {
    assertThat(parse("demo")).isEqualTo(new Arguments.Demo());
    assertThat(parse("trust")).isEqualTo(new Arguments.Trust(".", false));
    assertThat(parse("trust", "--revoke", "/x")).isEqualTo(new Arguments.Trust("/x", true));
    assertThat(parse("completion", "zsh")).isEqualTo(new Arguments.Completion(Shell.ZSH));
    assertThat(run("-p", "demo").prompt()).isEqualTo("demo");
    refused("no completion for tcsh", "completion", "tcsh");
    refused("needs a shell", "completion");
    refused("no option --model", "trust", "--model=x");
    refused("no use for", "demo", "x");
    refused("no option --revoke", "-p", "x", "--revoke");
  }

  @Test
  void helpAndVersionAreAnsweredOnlyToWhatMakesSense() {
    assertThat(parse("--help")).isEqualTo(new Arguments.Help(Command.RUN));
    assertThat(parse("-p", "x", "-h")).isEqualTo(new Arguments.Help(Command.RUN));
    assertThat(parse("trust", "--help")).isEqualTo(new Arguments.Help(Command.TRUST));
    assertThat(parse("help", "completion")).isEqualTo(new Arguments.Help(Command.COMPLETION));
    assertThat(parse("help")).isEqualTo(new Arguments.Help(Command.RUN));
    assertThat(parse("-v")).isEqualTo(new Arguments.Version());
    assertThat(parse("-vp")).isEqualTo(new Arguments.Version());
    refused("no command nosuch", "help", "nosuch");
    refused("no option --nosuch", "--version", "--nosuch");
  }

  private static Arguments parse(String... args) {
    return Arguments.parse(List.of(args));
  }

  private static Run run(String... args) {
    return (Run) parse(args);
  }

  private static Problem refused(String what, String... args) {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> Arguments.parse(List.of(args)));
    assertThat(problem).as(String.join(" ", args)).isNotNull();
    assertThat(problem.problem().code()).isEqualTo(ProblemCode.BAD_ARGUMENTS);
    assertThat(problem.problem().what() + " " + problem.problem().hint()).contains(what);
    assertThat(problem.problem().code().exitCode()).isEqualTo(1);
    return problem.problem();
  }
}
