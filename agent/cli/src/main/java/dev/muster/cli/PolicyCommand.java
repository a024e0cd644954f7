package dev.muster.cli;

import dev.muster.cli.args.PolicyRequest;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.model.ToolCall;
import dev.muster.permission.Explanation;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.PolicyParts;
import dev.muster.policy.check.CheckReport;
import dev.muster.policy.decide.DecideLines;
import dev.muster.policy.decide.DecideSettings;
import dev.muster.policy.explain.ExplainedCall;
import dev.muster.policy.explain.ExplanationJson;
import dev.muster.policy.explain.ExplanationText;
import dev.muster.policy.view.Paper;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.Question;
import dev.muster.protocol.Verdict;
import dev.muster.settings.Platform;
import dev.muster.settings.SettingsLocations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Does what is wanted of a policy. Nothing that it is asked about ever runs. */
final class PolicyCommand {

  private static final int MOST_PIPED = 16 << 20;

  private final Surroundings around;
  private final Machine machine;

  PolicyCommand(Surroundings around, Machine machine) {
    this.around = around;
    this.machine = machine;
  }

  /** Runs to the end and returns the exit code. */
  int run(PolicyRequest request) throws IOException {
    return switch (request) {
      case PolicyRequest.Explain explain -> explain(explain);
      case PolicyRequest.Decide decide -> decide();
      case PolicyRequest.Check check -> check(check);
      case PolicyRequest.Test test -> test(test);
      case PolicyRequest.Replay replay -> replay(replay);
    };
  }

  private int explain(PolicyRequest.Explain explain) throws IOException {
    PolicyHere here = PolicyHere.in(explain.folder(), explain.settings(), around, machine);
    PolicyInForce.Reading.Ready ready = here.policy();
    ToolCall call = call(explain.question());
    PolicyInForce.Answer<Explanation> answer =
        ready.policy().explain(call, explain.mode().orElse(null));
    return switch (answer) {
      case PolicyInForce.Answer.None<Explanation>(String why) ->
          throw new ProblemException(
              new Problem(ProblemCode.BAD_ARGUMENTS, why, "There is nothing to decide"));
      case PolicyInForce.Answer.Given<Explanation>(Explanation explanation) -> {
        Question asked = null;
        if (explanation.decided().verdict() == Verdict.ASK
            && ready.policy().question(call, explain.mode().orElse(null))
                instanceof PolicyInForce.Answer.Given<Question>(Question question)) {
          asked = question;
        }
        ExplainedCall explained =
            new ExplainedCall(call, here.place(), explanation, asked, ready.warnings());
        print(
            explain.json()
                ? JsonWriter.pretty(ExplanationJson.of(explained))
                : ExplanationText.of(explained, paper()));
        yield exitCode(explanation.decided().verdict());
      }
    };
  }

  private static int exitCode(Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> 0;
      case ASK -> 10;
      case DENY -> 20;
    };
  }

  private ToolCall call(PolicyRequest.Question question) throws IOException {
    return switch (question) {
      case PolicyRequest.Question.Command(String text) -> bash(text);
      case PolicyRequest.Question.Piped piped -> {
        byte[] text = around.in().readNBytes(MOST_PIPED + 1);
        if (text.length > MOST_PIPED) {
          throw new ProblemException(
              new Problem(
                  ProblemCode.BAD_ARGUMENTS,
                  "the command on standard input is longer than " + (MOST_PIPED >> 20) + " MB",
                  "Give a shorter one"));
        }
        yield bash(new String(text, StandardCharsets.UTF_8));
      }
      case PolicyRequest.Question.Tool(String name, Json.Obj input) ->
          new ToolCall("", name, input);
    };
  }

  private static ToolCall bash(String text) {
    return new ToolCall("", "Bash", Json.Obj.builder().put("command", text).build());
  }

  private int check(PolicyRequest.Check check) throws IOException {
    PolicyHere here = PolicyHere.in(check.folder(), check.settings(), around, machine);
    CheckReport report = new PolicyChecks(check, around, here).report();
    print(check.json() ? JsonWriter.pretty(report.json()) : report.text(paper()));
    return report.passed(check.strict()) ? 0 : 1;
  }

  private int test(PolicyRequest.Test test) throws IOException {
    PolicyHere here = PolicyHere.in(test.folder(), Optional.empty(), around, machine);
    return new PolicyTests(test, around, here, paper()).run() ? 0 : 1;
  }

  private int replay(PolicyRequest.Replay replay) throws IOException {
    PolicyHere here = PolicyHere.in(replay.folder(), Optional.empty(), around, machine);
    new PolicyReplay(replay, around, here).run(paper(), this::print);
    return 0;
  }

  private int decide() throws IOException {
    SettingsLocations locations =
        SettingsLocations.of(around.platform(), Map.of(), around.home(), around.folder());
    DecideSettings settings =
        new DecideSettings(
            around.environment().getOrDefault("PATH", ""),
            locations.managedFolder(),
            around.platform() != Platform.LINUX);
    PolicyParts parts = PolicyHere.parts(around, machine, Engines::of);
    return new DecideLines(parts, settings, around.in(), around.out()).run() ? 0 : 1;
  }

  private Paper paper() {
    String noColour = around.environment().getOrDefault("NO_COLOR", "");
    boolean colours = noColour.isEmpty() && Terminal.isStdout();
    return new Paper(Paper.USUAL_WIDTH, colours);
  }

  private void print(String text) throws IOException {
    around.out().write(text.getBytes(StandardCharsets.UTF_8));
    around.out().flush();
  }
}
