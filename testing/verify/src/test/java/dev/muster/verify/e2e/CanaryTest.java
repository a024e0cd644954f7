package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.RecordedRequest;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are given to the program show nowhere but in the headers of its requests. */
class CanaryTest {

  private static final String KEY = "sk-canary-KEY-4b1d";
  private static final String TOKEN = "canary-TOKEN-77aa";
  private static final String HELPER = "canary-HELPER-19ce";
  private static final String HEADER = "canary-HEADER-5f02";

  @TempDir Path folder;

  private static void givenTo(Scene scene) {
    scene
        .home()
        .set("ANTHROPIC_API_KEY", KEY)
        .set("ANTHROPIC_AUTH_TOKEN", TOKEN)
        .set("ANTHROPIC_CUSTOM_HEADERS", "X-Gateway: " + HEADER);
  }

  private static void showsNowhere(Scene scene, ProgramRun.Result run) throws IOException {
    clean("standard output", run.stdout());
    clean("standard error", run.stderr());
    for (Path file : Scene.files(scene.home().config())) {
      if (!file.endsWith("settings.json")) {
        clean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    for (Path file : Scene.files(scene.home().project())) {
      clean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
    for (RecordedRequest request : scene.requests()) {
      clean("the body of a request", request.body().json());
    }
  }

  private static void clean(String where, String text) {
    for (String secret : new String[] {KEY, TOKEN, HELPER, HEADER}) {
      assertThat(text.contains(secret)).as("%s is in %s: %s", secret, where, text).isFalse();
    }
  }

  @Test
  void notInWhatIsPrintedKeptOrTold() throws IOException {
    Turn background = Scene.call("Bash", "command", "env; sleep 0.2", "run_in_background", true);
    Script script =
        Script.of(bash("env"), bash("printenv; set; cat /proc/self/environ"), background)
            .otherwise(Turn.text("ok"));
    try (Scene scene = Scene.of(folder, script)) {
      givenTo(scene);
      scene
          .home()
          .writeInHome(".claude/settings.json", "{\"apiKeyHelper\":\"echo " + HELPER + "\"}");
      scene.home().unset("ANTHROPIC_AUTH_TOKEN").set("CLAUDE_CODE_SUBPROCESS_ENV_SCRUB", "1");
      ProgramRun.Result run =
          scene
              .streaming("go", "--allowedTools", "Bash", "--debug", "--include-partial-messages")
              .run();
      assertThat(run.exitCode()).as(run.text()).isZero();
      RecordedRequest first = scene.requests().getFirst();
      assertThat(first.header("x-api-key")).as("they are used").isEqualTo(KEY);
      assertThat(first.header("authorization")).isEqualTo("Bearer " + HELPER);
      assertThat(first.header("x-gateway")).isEqualTo(HEADER);
      assertThat(scene.request(1).lastToolResult()).as("the command ran").contains("CLAUDECODE=1");
      showsNowhere(scene, run);
    }
  }

  @Test
  void notTheTokenEither() throws IOException {
    try (Scene scene = Scene.of(folder, bash("env"), Turn.text("ok"))) {
      givenTo(scene);
      scene.home().set("CLAUDE_CODE_SUBPROCESS_ENV_SCRUB", "1");
      ProgramRun.Result run = scene.streaming("go", "--allowedTools", "Bash", "--debug").run();
      assertThat(scene.requests().getFirst().header("authorization")).isEqualTo("Bearer " + TOKEN);
      assertThat(scene.lastToolResult()).contains("CLAUDECODE=1");
      showsNowhere(scene, run);
    }
  }

  @Test
  void notInErrors() throws IOException {
    Turn echo = Turn.error(400, "bad key " + KEY + " or token " + TOKEN);
    try (Scene scene = Scene.of(folder, echo)) {
      givenTo(scene);
      ProgramRun.Result run = scene.streaming("go", "--debug").run();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stdout()).contains("bad key");
      showsNowhere(scene, run);
    }
  }

  @Test
  void notInErrorsOfTheAddress() throws IOException {
    try (Scene scene = Scene.of(folder)) {
      givenTo(scene);
      scene.home().set("ANTHROPIC_BASE_URL", "http://user:" + KEY + "@127.0.0.1:1/v1");
      scene.home().set("CLAUDE_CODE_MAX_RETRIES", "0");
      ProgramRun.Result run = scene.streaming("go", "--debug").run();
      assertThat(run.exitCode()).isEqualTo(1);
      showsNowhere(scene, run);
    }
  }

  @Test
  void notInTheSessionWhereCommandsMayStillSeeThem() throws IOException {
    try (Scene scene = Scene.of(folder, bash("printenv ANTHROPIC_API_KEY"), Turn.text("ok"))) {
      givenTo(scene);
      scene.json("go", "--allowedTools", "Bash");
      for (Path file : scene.sessionFiles()) {
        clean(file.toString(), Files.readString(file));
      }
    }
  }

  @Test
  void norWhatAHelperPrintedOrHeadersAndProxiesHold() throws IOException {
    String proxy = "canary-PROXY-83ac";
    Turn everything = bash("env; cat ../home/helper-token");
    try (Scene scene = Scene.of(folder, everything, Turn.text("ok"))) {
      givenTo(scene);
      scene.home().unset("ANTHROPIC_API_KEY").unset("ANTHROPIC_AUTH_TOKEN");
      scene
          .home()
          .set("HTTPS_PROXY", "http://user:" + proxy + "@127.0.0.1:9")
          .set("AWS_SECRET_ACCESS_KEY", KEY)
          .writeInHome("helper-token", HELPER);
      scene
          .home()
          .writeInHome(".claude/settings.json", "{\"apiKeyHelper\":\"cat ~/helper-token\"}");
      Outcome outcome = scene.json("go", "--allowedTools", "Bash");
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(scene.lastToolResult()).contains(HELPER, HEADER, proxy, KEY);
      for (Path file : scene.sessionFiles()) {
        clean(file.toString(), Files.readString(file));
        assertThat(Files.readString(file)).contains("[redacted]").doesNotContain(proxy);
      }
    }
  }
}
