package dev.muster.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import dev.muster.protocol.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CredentialsTest {

  private Instant now = Fixture.NOW;

  /** Prints what it is told to, in order; a text that starts with "!" is a failure. */
  private static final class Printer implements ProcessRunner {
    private final Deque<String> outputs;
    private final List<ProcessRequest> runs = new ArrayList<>();

    Printer(String... outputs) {
      this.outputs = new ArrayDeque<>(List.of(outputs));
    }

    @Override
    public ProcessResult run(ProcessRequest request) throws IOException {
      runs.add(request);
      String output = outputs.size() > 1 ? outputs.poll() : outputs.peek();
      return switch (output) {
        case "!start" -> throw new IOException("no such program");
        case "!timeout" -> new ProcessResult(-1, "", "", true, false);
        case "!long" -> new ProcessResult(0, "x".repeat(16_385), "", false, false);
        default ->
            output.startsWith("!")
                ? new ProcessResult(3, "tok-canary", "+ echo tok-canary\n" + output, false, false)
                : new ProcessResult(0, output, "noise", false, false);
      };
    }
  }

  private ApiKeyHelper helper(Printer printer, String... environment) {
    Map<String, String> variables = new HashMap<>(Map.of("PATH", "/bin"));
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return new ApiKeyHelper("print key | cat", variables, Path.of("/"), printer, () -> now);
  }

  @Test
  void sendsWhatTheTableSays() throws Exception {
    record Case(
        Map<String, String> environment,
        boolean helper,
        String key,
        String bearer,
        String source,
        int runs) {}
    String k = "ANTHROPIC_API_KEY";
    String t = "ANTHROPIC_AUTH_TOKEN";
    String o = "CLAUDE_CODE_OAUTH_TOKEN";
    for (Case c :
        List.of(
            new Case(Map.of(k, " key\n"), false, "key", null, k, 0),
            new Case(Map.of(t, "tok"), false, null, "Bearer tok", "none", 0),
            new Case(Map.of(k, "key", t, "tok"), false, "key", "Bearer tok", k, 0),
            new Case(Map.of(), true, "hlp", "Bearer hlp", "apiKeyHelper", 1),
            new Case(Map.of(k, "key"), true, "key", "Bearer hlp", k, 1),
            new Case(Map.of(t, "tok"), true, "hlp", "Bearer tok", "apiKeyHelper", 1),
            new Case(Map.of(k, "key", t, "tok"), true, "key", "Bearer tok", k, 0),
            new Case(Map.of(o, "oau", k, ""), false, null, "Bearer oau", "none", 0),
            new Case(Map.of(o, "oau", k, "key"), false, "key", null, k, 0))) {
      Printer printer = new Printer("hlp\n");
      Credentials credentials =
          Credentials.of(c.environment(), c.helper() ? helper(printer) : null);
      assertThat(credentials.apiKeySource()).isEqualTo(c.source());
      try (RawServer server = new RawServer((q, n, to) -> to.stream(Fixture.STREAM));
          Fixture fixture = new Fixture(Fixture.environment(server), credentials)) {
        fixture.send();
        fixture.send();
        Map<String, String> headers = server.requests.getLast().headers();
        assertThat(headers.get("x-api-key")).isEqualTo(c.key());
        assertThat(headers.get("authorization")).isEqualTo(c.bearer());
        assertThat(headers.get("anthropic-beta"))
            .isEqualTo("Bearer oau".equals(c.bearer()) ? "oauth-2025-04-20" : null);
        assertThat(printer.runs).hasSize(c.runs());
      }
    }
  }

  @Test
  void runsTheHelperByTheShellInItsOwnEnvironment() throws Exception {
    Printer printer = new Printer("hlp");
    Credentials.of(Map.of(), helper(printer, "A", "b")).current();
    ProcessRequest run = printer.runs.getFirst();
    assertThat(run.argv()).containsExactly("/bin/sh", "-c", "print key | cat");
    assertThat(run.environment()).isEqualTo(Map.of("PATH", "/bin", "A", "b"));
  }

  @Test
  void runsTheHelperAgainAfterARefusal() throws Exception {
    Printer printer = new Printer("old", "new");
    try (RawServer server =
            new RawServer((q, n, to) -> {
              if ("old".equals(q.headers().get("x-api-key"))) {
                to.respond(401, "", "{}");
              } else {
                to.stream(Fixture.STREAM);
              }
            });
        Fixture fixture =
            new Fixture(Fixture.environment(server), Credentials.of(Map.of(), helper(printer)))) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(printer.runs).hasSize(2);
      assertThat(fixture.retries()).hasSize(1);
      assertThat(server.requests.getLast().headers()).containsEntry("authorization", "Bearer new");
    }
  }

  @Test
  void runsTheHelperAgainWhenItsTokenIsOld() throws Exception {
    Printer printer = new Printer("one", "two", "!fails", "!fails", "three");
    ApiKeyHelper helper = helper(printer);
    Credentials credentials = Credentials.of(Map.of(), helper);
    assertThat(token(credentials)).isEqualTo("one");
    now = now.plus(Duration.ofMinutes(4));
    assertThat(token(credentials)).isEqualTo("one");
    now = now.plus(Duration.ofMinutes(1));
    assertThat(token(credentials)).isEqualTo("two");
    now = now.plus(Duration.ofMinutes(6));
    assertThat(token(credentials)).as("kept while it is not refused").isEqualTo("two");
    helper.refused(new Secret("another"));
    helper.refused(new Secret("two"));
    assertThat(credentials.current()).isInstanceOf(Credentials.Outcome.Unusable.class);
    assertThat(token(credentials)).isEqualTo("three");
    assertThat(printer.runs).hasSize(5);
    Printer short_ = new Printer("a", "b");
    Credentials quick = Credentials.of(Map.of(), helper(short_, ApiKeyHelper.TTL_VARIABLE, "10"));
    assertThat(token(quick)).isEqualTo("a");
    now = now.plusMillis(10);
    assertThat(token(quick)).isEqualTo("b");
  }

  private static String token(Credentials credentials) throws InterruptedException {
    return ((Credentials.Outcome.Present) credentials.current()).apiKey().value();
  }

  @Test
  void aFailingHelperSendsNothing() throws Exception {
    Map<String, String> messages = new HashMap<>();
    messages.put("!boom", "apiKeyHelper ended with exit code 3: !boom");
    messages.put("!start", "apiKeyHelper could not be started");
    messages.put("!timeout", "apiKeyHelper did not end within 120 seconds");
    messages.put("", "apiKeyHelper printed nothing on its standard output");
    String shape = "apiKeyHelper must print one token of printable ASCII, at most 16384 characters";
    messages.put("two tok-canary", shape);
    messages.put("tok-canary-ä", shape);
    messages.put("a\ntok-canary", shape);
    messages.put("!long", shape);
    for (Map.Entry<String, String> entry : messages.entrySet()) {
      Printer printer = new Printer(entry.getKey());
      try (RawServer server = new RawServer((q, n, to) -> to.stream(Fixture.STREAM));
          Fixture fixture =
              new Fixture(Fixture.environment(server), Credentials.of(Map.of(), helper(printer)))) {
        ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
        assertThat(failed)
            .isEqualTo(
                new ModelAnswer.Failed(FailureKind.NO_CREDENTIAL, entry.getValue(), null, null));
        assertThat(failed.toString()).doesNotContain("tok-canary");
        assertThat(server.connections()).isZero();
        assertThat(printer.runs).hasSize(1);
      }
    }
  }

  @Test
  void aHelperThatWorkedBeforeIsTriedThreeTimes() throws Exception {
    Printer printer = new Printer("old", "!a", "!b", "!c");
    try (RawServer server = new RawServer((q, n, to) -> to.respond(401, "", "{}"));
        Fixture fixture =
            new Fixture(Fixture.environment(server), Credentials.of(Map.of(), helper(printer)))) {
      ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
      assertThat(failed.kind()).isEqualTo(FailureKind.NO_CREDENTIAL);
      assertThat(server.requests).hasSize(1);
      assertThat(printer.runs).hasSize(4);
    }
  }

  @Test
  void aKeyThatCannotBeSentIsToldWithoutShowingIt() throws Exception {
    for (String key : List.of("sk canary", "sk-canary-ä", "sk-\ncanary")) {
      try (Fixture fixture =
          new Fixture(Map.of(), Credentials.of(Map.of("ANTHROPIC_API_KEY", key), null))) {
        ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
        assertThat(failed.kind()).isEqualTo(FailureKind.NO_CREDENTIAL);
        assertThat(failed.message()).doesNotContain("canary");
      }
    }
  }

  @Test
  void aLifetimeThatIsNotANumberIsAProblem() {
    assertThatThrownBy(() -> helper(new Printer("x"), ApiKeyHelper.TTL_VARIABLE, "5m"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(ApiKeyHelper.TTL_VARIABLE);
  }
}
