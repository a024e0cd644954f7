package dev.muster.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of the commands about policy, row by row. */
class PolicyArgumentsTest {

  private static PolicyRequest request(String... args) {
    List<String> words = new ArrayList<>(List.of("policy"));
    words.addAll(List.of(args));
    return ((Arguments.Policy) Arguments.parse(words)).request();
  }

  private static Problem refused(String... args) {
    ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> request(args));
    assertThat(thrown).isNotNull();
    assertThat(thrown.problem().code()).isEqualTo(ProblemCode.BAD_ARGUMENTS);
    return thrown.problem();
  }

  @Test
  void explainTakesACommandOrATool() {
    assertThat(request("explain", "git status"))
        .isEqualTo(
            new PolicyRequest.Explain(
                new PolicyRequest.Question.Command("git status"),
                Optional.empty(),
                ".",
                Optional.empty(),
                false));
    assertThat(
            request(
                "explain",
                "--tool",
                "Read",
                "--input",
                "{\"file_path\":\"x\"}",
                "--mode",
                "plan",
                "--cwd",
                "sub",
                "--settings",
                "more.json",
                "--json"))
        .isEqualTo(
            new PolicyRequest.Explain(
                new PolicyRequest.Question.Tool(
                    "Read", Json.Obj.builder().put("file_path", "x").build()),
                Optional.of(PermissionMode.PLAN),
                "sub",
                Optional.of("more.json"),
                true));
    assertThat(((PolicyRequest.Explain) request("explain", "-")).question())
        .isEqualTo(new PolicyRequest.Question.Piped());
    assertThat(((PolicyRequest.Explain) request("explain", "--", "-x")).question())
        .isEqualTo(new PolicyRequest.Question.Command("-x"));
  }

  @Test
  void checkTestReplayAndDecideTakeWhatTheirHelpSays() {
    assertThat(request("check", "a", "b", "--strict", "--as", "managed"))
        .isEqualTo(
            new PolicyRequest.Check(
                List.of("a", "b"), Optional.of(Layer.MANAGED), ".", Optional.empty(), true, false));
    assertThat(request("test", "a", "--junit", "x.xml", "--filter", "push"))
        .isEqualTo(
            new PolicyRequest.Test(List.of("a"), ".", Optional.of("push"), Optional.of("x.xml")));
    assertThat(request("replay", "a", "--since", "30d", "--all-projects"))
        .isEqualTo(
            new PolicyRequest.Replay(
                "a", Layer.PROJECT, Optional.of(Duration.ofDays(30)), true, ".", false));
    assertThat(request("decide", "--jsonl")).isEqualTo(new PolicyRequest.Decide());
  }

  @ParameterizedTest
  @CsvSource({"90m,PT90M", "12h,PT12H", "2w,PT336H", "1d,PT24H"})
  void timesAreANumberAndALetter(String written, Duration meant) {
    assertThat(((PolicyRequest.Replay) request("replay", "a", "--since", written)).since())
        .contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d", "30", "-1d", "1.5d", "3y", "1234567d", "٣d"})
  void otherTimesAreRefused(String written) {
    assertThat(refused("replay", "a", "--since=" + written).what()).contains("--since");
  }

  @Test
  void whatMakesNoSenseIsRefusedWithAHint() {
    assertThat(refused().hint()).contains("explain, check, test, replay, decide");
    assertThat(refused("expalin").what()).contains("expalin");
    assertThat(refused("explain").hint()).contains("muster policy explain");
    assertThat(refused("explain", "git", "status").what()).contains("status");
    assertThat(refused("explain", "ls", "--tool", "Read").what()).contains("not both");
    assertThat(refused("explain", "ls", "--input", "{}").what()).contains("--tool");
    assertThat(refused("explain", "--tool", "Read", "--input", "[]").what()).contains("--input");
    assertThat(refused("explain", "ls", "--mode", "yolo").what()).contains("yolo");
    assertThat(refused("explain", "ls", "--strict").what()).contains("--strict");
    assertThat(refused("test").what()).contains("file of cases");
    assertThat(refused("replay").what()).contains("proposed");
    assertThat(refused("replay", "a", "--as", "flags").what()).contains("flags");
    assertThat(refused("decide").hint()).contains("--jsonl");
    assertThat(refused("decide", "--jsonl", "x").what()).contains("x");
  }

  @Test
  void helpIsThereForEach() {
    assertThat(Arguments.parse(List.of("policy", "check", "--help")))
        .isEqualTo(new Arguments.Help(Command.POLICY_CHECK));
    assertThat(Arguments.parse(List.of("help", "policy", "replay")))
        .isEqualTo(new Arguments.Help(Command.POLICY_REPLAY));
    assertThat(Arguments.parse(List.of("policy", "--help")))
        .isEqualTo(new Arguments.Help(Command.POLICY));
    assertThat(
            catchThrowableOfType(
                ProblemException.class, () -> Arguments.parse(List.of("help", "policy", "x"))))
        .isNotNull();
  }

  /** A prompt may begin with the word, as long as it is one word with the rest. */
  @Test
  void aPromptAboutPolicyIsStillAPrompt() {
    assertThat(Arguments.parse(List.of("policy explain this", "-p")))
        .isInstanceOf(Arguments.Run.class);
  }
}
