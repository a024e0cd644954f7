package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import dev.muster.testkit.RunningProgram;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One console from its first start on: what a team does on its first day, and what it then sees.
 */
class FirstStartTest {

  private static final String MODEL = "claude-sonnet-4-5";

  private static ConsoleScene scene;
  private static String admin;

  @BeforeAll
  static void start() {
    scene = ConsoleScene.of(Script.of().otherwise(Turn.text("said")));
    RunningProgram console = scene.start();
    assertThat(console.output())
        .contains("There is no organisation yet", "muster console init --org");
    admin = scene.init();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void aRequestIsAnsweredMeteredAndReported() throws Exception {
    String key = scene.key("reporting");
    scene.json(
        "limit", "set", "--workspace", "reporting", "--amount", "100", "--period", "monthly");
    HttpResponse<String> plain = scene.send(scene.message(key, MODEL, 100, false));
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
    assertThat(plain.body()).contains("said");
    String id = plain.headers().firstValue("request-id").orElseThrow();
    HttpResponse<String> streamed = scene.send(scene.message(key, MODEL, 100, true));
    assertThat(streamed.statusCode()).isEqualTo(200);
    assertThat(streamed.body()).contains("event: message_start", "event: message_stop");
    ProgramRun.Result agent = agent(key);
    assertThat(agent.exitCode()).as(agent.text()).isZero();
    assertThat(agent.stdout()).isEqualTo("said\n");

    ConsoleScene.await(
        "three requests are booked",
        Duration.ofSeconds(5),
        () ->
            spending().items("data").stream()
                    .filter(r -> r.at("workspace_id").text().equals(workspace("reporting")))
                    .mapToLong(r -> ((Node.Obj) r).whole("requests", 0))
                    .sum()
                >= 3);
    Node.Obj entry =
        (Node.Obj) scene.ask(admin, "/console/v1/ledger/requests/" + id).items("data").getFirst();
    assertThat(entry.text("kind", "")).isEqualTo("exact");
    assertThat(entry.text("why", "")).isNotEmpty();
    assertThat(entry.whole("charged_nanos", 0))
        .isPositive()
        .isLessThanOrEqualTo(entry.whole("bound_nanos", 0));
    sumsAgree();
    assertThat(scene.json("verify-ledger").isTrue("balances")).isTrue();
  }

  /** The agent itself, as a user of the gateway. */
  private static ProgramRun.Result agent(String key) throws Exception {
    Path project = Files.createDirectories(scene.folder().resolve("project"));
    return scene
        .muster("-p", "hello", "--model", MODEL)
        .in(project)
        .environment("ANTHROPIC_BASE_URL", scene.url())
        .environment("ANTHROPIC_API_KEY", key)
        .environment("CLAUDE_CONFIG_DIR", scene.folder().resolve("claude").toString())
        .run();
  }

  private static Node.Obj spending() {
    return scene.ask(
        admin, "/console/v1/usage?starting_at=" + today() + "T00:00:00Z&group_by[]=workspace_id");
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static String workspace(String name) {
    return scene.json("workspace", "list").items("data").stream()
        .filter(w -> w.at("name").text().equals(name))
        .map(w -> w.at("id").text())
        .findFirst()
        .orElseThrow();
  }

  /**
   * The cost report by description, without groups, and our own summary say the same to the last
   * place.
   */
  private static void sumsAgree() {
    String from = "starting_at=" + today() + "T00:00:00Z";
    BigDecimal whole = sum("/v1/organizations/cost_report?" + from);
    BigDecimal parts =
        sum(
            "/v1/organizations/cost_report?"
                + from
                + "&group_by[]=description&group_by[]=workspace_id");
    assertThat(parts).isEqualByComparingTo(whole).isPositive();
    assertThat(new BigDecimal(spending().text("total", ""))).isEqualByComparingTo(whole);
    long output = 0;
    for (Node bucket :
        scene
            .ask(admin, "/v1/organizations/usage_report/messages?" + from + "&group_by[]=model")
            .items("data")) {
      for (Node row : ((Node.Obj) bucket).items("results")) {
        output += ((Node.Obj) row).whole("output_tokens", 0);
        assertThat(((Node.Obj) row).text("model", "")).isEqualTo(MODEL);
      }
    }
    assertThat(output).isPositive();
  }

  private static BigDecimal sum(String path) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Node bucket : scene.ask(admin, path).items("data")) {
      for (Node row : ((Node.Obj) bucket).items("results")) {
        sum = sum.add(new BigDecimal(row.at("amount").text()));
      }
    }
    return sum;
  }

  @Test
  void everyRouteWantsACredential() {
    List<String> routes = new ArrayList<>();
    for (Node route : scene.ask(admin, "/console/v1/routes").items("data")) {
      String path = route.at("path").text().replaceAll("\\{[^}]*}", "x");
      routes.add(path);
      for (String key : List.of("", "sk-ant-admin01-wrong", "muster-operator-00")) {
        HttpResponse<String> answer = scene.admin(key, route.at("method").text(), path);
        assertThat(answer.statusCode()).as(path).isEqualTo(401);
        assertThat(answer.body()).contains("authentication_error");
      }
    }
    assertThat(routes).hasSizeGreaterThan(25).contains("/metrics");
    for (String path : List.of("/v1/models", "/v1/messages", "/nowhere")) {
      assertThat(scene.admin("", "GET", path).statusCode()).as(path).isIn(401, 404, 405);
    }
    for (String path : List.of("/health/live", "/health/ready")) {
      assertThat(scene.admin("", "GET", path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(scene.send(scene.message("sk-muster-wrong", MODEL, 10, false)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aForeignHostIsRefused() throws Exception {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "-H",
                "Host: evil.example",
                scene.url() + "/health/live")
            .start();
    String status = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(status).isEqualTo("421");
  }

  @Test
  void aRevokedKeyIsWorthNothingWithinASecond() {
    scene.json("workspace", "create", "--name", "revoking");
    Node.Obj made = scene.json("key", "create", "--workspace", "revoking", "--name", "k");
    String key = made.text("key", "");
    ConsoleScene.await(
        "the key is known",
        Duration.ofSeconds(2),
        () -> scene.send(scene.message(key, MODEL, 10, false)).statusCode() == 200);
    scene.json("key", "revoke", made.text("id", ""));
    ConsoleScene.await(
        "the key is not known",
        Duration.ofSeconds(1),
        () -> scene.send(scene.message(key, MODEL, 10, false)).statusCode() == 401);
    HttpResponse<String> again =
        scene.send(
            HttpRequest.newBuilder(
                    URI.create(scene.url() + "/v1/organizations/api_keys/" + made.text("id", "")))
                .POST(HttpRequest.BodyPublishers.ofString("{\"status\":\"active\"}"))
                .header("x-api-key", admin)
                .build());
    assertThat(again.statusCode()).isEqualTo(409);
  }

  @Test
  void commandsTellWhatIsThere() {
    ProgramRun.Result doctor =
        scene.command("doctor", "--config", scene.folder() + "/console.json");
    assertThat(doctor.exitCode()).as(doctor.text()).isZero();
    assertThat(doctor.stdout()).contains("is ready", "embedded PostgreSQL");
    assertThat(scene.command("key", "revoke", "apikey_nobody").exitCode()).isEqualTo(1);
    assertThat(scene.command("init", "--org", "Two", "--admin", "a@b").stderr())
        .contains("there is an organisation already");
    ProgramRun.Result usage = scene.command("usage", "--by", "workspace");
    assertThat(usage.exitCode()).as(usage.text()).isZero();
    assertThat(usage.stdout()).contains("WORKSPACE", "COST");
    ProgramRun.Result elsewhere =
        scene
            .muster("console", "member", "list", "--url", scene.url())
            .environment("MUSTER_CONSOLE_KEY", admin)
            .run();
    assertThat(elsewhere.stdout()).contains("ada@acme.example", "admin");
  }

  @Test
  void aRoleReachesNoFurther() {
    String billing =
        scene.json("admin-key", "create", "--name", "b", "--role", "billing").text("key", "");
    assertThat(scene.admin(billing, "GET", "/v1/organizations/spend_limits").statusCode())
        .isEqualTo(200);
    assertThat(scene.admin(billing, "GET", "/metrics").body()).contains("jvm_memory_used_bytes");
    assertThat(scene.admin(billing, "POST", "/v1/organizations/workspaces").statusCode())
        .isEqualTo(403);
    assertThat(scene.admin(billing, "GET", "/console/v1/admin_keys").statusCode()).isEqualTo(403);
    assertThat(scene.admin(admin, "POST", "/console/v1/backups").statusCode()).isEqualTo(403);
  }

  @Test
  void theDatabaseDoesNotRunAsRoot() throws Exception {
    Object uid = Files.getAttribute(Path.of("/proc/" + scene.databasePid()), "unix:uid");
    assertThat(uid).isNotEqualTo(0);
  }

  @Test
  void noSecretIsKeptOrLogged() throws Exception {
    String key = scene.key("canary");
    scene.send(scene.message(key, MODEL, 10, false));
    for (String secret : List.of(ConsoleScene.CANARY, key, admin)) {
      assertThat(scene.console().error()).doesNotContain(secret);
      assertThat(scene.console().output()).doesNotContain(secret);
      for (Path file : scene.filesOfData()) {
        assertThat(ConsoleScene.holds(file, secret)).as(file.toString()).isFalse();
      }
    }
  }

  @Test
  void aBackupIsRestoredElsewhere() {
    Path file = scene.folder().resolve("backup.zip");
    ProgramRun.Result written = scene.command("backup", file.toString());
    assertThat(written.exitCode()).as(written.text()).isZero();
    Path other = scene.folder().resolve("restored");
    ProgramRun.Result restored =
        scene.command("restore", file.toString(), "--data", other.toString());
    assertThat(restored.exitCode()).as(restored.text()).isZero();
    assertThat(scene.command("restore", file.toString(), "--data", other.toString()).exitCode())
        .isEqualTo(1);
  }
}
