package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Condition;
import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import dev.muster.testkit.RunningProgram;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever dies, the books balance afterwards and nothing that was booked is gone. */
class CrashTest {

  private static final String MODEL = "claude-sonnet-4-5";
  private static final String SLOW_MODEL = "claude-haiku-4-5";

  private ConsoleScene scene;
  private String admin;
  private String key;

  @BeforeEach
  void start() {
    Turn slow =
        Turn.text("word ".repeat(80))
            .when(Condition.model(SLOW_MODEL))
            .pace(Pace.every(100))
            .times(Turn.ALWAYS);
    scene = ConsoleScene.of(Script.of(slow).otherwise(Turn.text("said")));
    scene.configure("\"limits\": { \"requestSeconds\": 2, \"drainSeconds\": 20 }");
    scene.start();
    admin = scene.init();
    key = scene.key("crashing");
    scene.json("limit", "set", "--org", "--amount", "1000", "--period", "monthly");
    assertThat(scene.send(scene.message(key, MODEL, 10, false)).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  /** A stream that has begun; the id of its request. */
  private HttpResponse<InputStream> streaming(HttpClient client) throws Exception {
    HttpResponse<InputStream> stream =
        client.send(
            scene.message(key, SLOW_MODEL, 1_000, true), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.body().readNBytes(20)).hasSize(20);
    return stream;
  }

  @Test
  void theConsoleKilledInTheMiddleOfAStream() throws Exception {
    String id;
    long before = scene.json("verify-ledger").whole("rows", 0);
    try (HttpClient client = HttpClient.newHttpClient()) {
      id = streaming(client).headers().firstValue("request-id").orElseThrow();
      scene.kill();
    }
    long orphan = scene.databasePid();
    assertThat(ProcessHandle.of(orphan)).isPresent();

    RunningProgram again = scene.start();
    assertThat(again.error()).contains("stopping the PostgreSQL server");
    // It has given up the folder when the new one starts, and ends a moment later.
    ConsoleScene.await(
        "the orphan has ended",
        Duration.ofSeconds(10),
        () -> ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(scene.json("verify-ledger").isTrue("balances")).isTrue();
    ConsoleScene.await(
        "the broken request is charged",
        Duration.ofSeconds(25),
        () -> scene.admin(admin, "GET", "/console/v1/ledger/requests/" + id).statusCode() == 200);
    Node.Obj row =
        (Node.Obj) scene.ask(admin, "/console/v1/ledger/requests/" + id).items("data").getFirst();
    assertThat(row.text("kind", "")).isEqualTo("at_least");
    assertThat(row.whole("charged_nanos", 0)).isEqualTo(row.whole("bound_nanos", -1));
    Node.Obj found = scene.json("verify-ledger");
    assertThat(found.isTrue("balances")).as(found.toString()).isTrue();
    assertThat(found.whole("rows", 0)).isGreaterThan(before);
    assertThat(scene.send(scene.message(key, MODEL, 10, false)).statusCode()).isEqualTo(200);
  }

  @Test
  void theDatabaseKilled() throws Exception {
    long database = scene.databasePid();
    ProcessHandle.of(database).ifPresent(ProcessHandle::destroyForcibly);
    int refused = scene.send(scene.message(key, MODEL, 10, false)).statusCode();
    assertThat(refused).isEqualTo(529);
    ConsoleScene.await(
        "requests are admitted again",
        Duration.ofSeconds(20),
        () -> scene.send(scene.message(key, MODEL, 10, false)).statusCode() == 200);
    assertThat(scene.databasePid()).isNotEqualTo(database);
    ConsoleScene.await(
        "the console is ready",
        Duration.ofSeconds(5),
        () -> scene.admin("", "GET", "/health/ready").statusCode() == 200);
    assertThat(scene.json("verify-ledger").isTrue("balances")).isTrue();
  }

  @Test
  void toldToStopItFinishesWhatIsUnderWay() throws Exception {
    long database = scene.databasePid();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> stream = streaming(client);
      scene.console().signal("TERM");
      String rest = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).contains("event: message_stop");
    }
    ProgramRun.Result ended = scene.console().await();
    assertThat(ended.exitCode()).as(ended.text()).isEqualTo(143);
    assertThat(ProcessHandle.of(database).filter(ProcessHandle::isAlive))
        .isEqualTo(Optional.empty());
    assertThat(scene.command("key", "list").exitCode()).isEqualTo(3);
  }
}
