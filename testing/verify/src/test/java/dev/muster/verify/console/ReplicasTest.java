package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Counting;
import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three consoles on one PostgreSQL: the first brings its own, the others use it by {@code
 * --database-url}.
 */
class ReplicasTest {

  private static final String MODEL = "claude-opus-4-5";
  private static final int AT_ONCE = 50;
  private static final int FITTING = 4;

  /** Answers that come late, so that all requests are under way before the first is settled. */
  private static final Turn SLOW = Turn.text("said").pace(new Pace(40, 0, 3_000, 0, 0));

  private static final List<ConsoleScene> SCENES = new ArrayList<>();
  private static String admin = "";

  @BeforeAll
  static void start() throws IOException {
    ConsoleScene first = scene();
    first.start();
    admin = first.init();
    Path postgres = first.data().resolve("postgres");
    String url =
        "postgresql://muster:%s@127.0.0.1:%s/postgres"
            .formatted(
                Files.readString(postgres.resolve("password")).strip(),
                Files.readString(postgres.resolve("port")).strip());
    for (int i = 0; i < 2; i++) {
      ConsoleScene other = scene();
      Files.createDirectories(other.data());
      Files.setPosixFilePermissions(other.data(), PosixFilePermissions.fromString("rwx------"));
      Files.copy(first.data().resolve("secret"), other.data().resolve("secret"));
      assertThat(other.start("--database-url", url).output()).contains("database  postgresql://");
    }
  }

  private static ConsoleScene scene() {
    ConsoleScene scene = ConsoleScene.of(Script.of().counting(Counting.ABSENT).otherwise(SLOW));
    SCENES.add(scene);
    return scene;
  }

  @AfterAll
  static void stop() {
    SCENES.reversed().forEach(ConsoleScene::close);
    SCENES.clear();
  }

  @Test
  void aLimitWithRoomForFourAdmitsFourOfFiftyOverAllReplicas() throws Exception {
    ConsoleScene first = SCENES.getFirst();
    String key = first.key("shared");
    Node.Obj probe = booked(first, key);
    long bound = probe.whole("bound_nanos", 0);
    long cost = probe.whole("charged_nanos", 0);
    BigDecimal dollars = BigDecimal.valueOf(cost + FITTING * bound, 9);
    first.json(
        "limit",
        "set",
        "--workspace",
        "shared",
        "--amount",
        dollars.toPlainString(),
        "--period",
        "daily");
    known(key);

    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        ConsoleScene to = SCENES.get(i % SCENES.size());
        sent.add(clients.submit(() -> to.send(to.message(key, MODEL, 4_000, false))));
      }
      for (Future<HttpResponse<String>> one : sent) {
        statuses.add(one.get().statusCode());
      }
    }
    assertThat(statuses).containsOnly(200, 429);
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(FITTING);
    ConsoleScene.await(
        "everything is settled", Duration.ofSeconds(15), () -> rows(first) >= FITTING + 1);
    assertThat(first.json("verify-ledger").isTrue("balances")).isTrue();
  }

  private static long rows(ConsoleScene scene) {
    return scene.json("verify-ledger").whole("rows", 0);
  }

  private static Node.Obj booked(ConsoleScene scene, String key) {
    HttpResponse<String> answer = scene.send(scene.message(key, MODEL, 4_000, false));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String path =
        "/console/v1/ledger/requests/" + answer.headers().firstValue("request-id").orElseThrow();
    ConsoleScene.await(
        "the request is booked",
        Duration.ofSeconds(5),
        () -> scene.admin(admin, "GET", path).statusCode() == 200);
    return (Node.Obj) scene.ask(admin, path).items("data").getFirst();
  }

  /** Waits until every replica knows a key; a list of models costs nothing. */
  private static void known(String key) {
    for (ConsoleScene scene : SCENES) {
      ConsoleScene.await(
          "the key is known", Duration.ofSeconds(2), () -> models(scene, key) == 200);
    }
  }

  private static int models(ConsoleScene scene, String key) {
    return scene.admin(key, "GET", "/v1/models").statusCode();
  }

  @Test
  void aRevokedKeyIsWorthNothingOnAnyReplicaWithinASecond() {
    ConsoleScene first = SCENES.getFirst();
    first.json("workspace", "create", "--name", "revoking");
    Node.Obj made = first.json("key", "create", "--workspace", "revoking", "--name", "k");
    String key = made.text("key", "");
    known(key);
    first.json("key", "revoke", made.text("id", ""));
    long revoked = System.nanoTime();
    for (ConsoleScene scene : SCENES) {
      Duration left = Duration.ofSeconds(1).minusNanos(System.nanoTime() - revoked);
      ConsoleScene.await("the key is not known", left, () -> models(scene, key) == 401);
    }
  }
}
