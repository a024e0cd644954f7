package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A webhook is told once when 50, 75, 90 and 100 percent of a limit are spent, by signed posts. */
class AlertTest {

  private static final String MODEL = "claude-sonnet-4-5";
  private static final String SECRET = "hook-secret";

  private record Post(String signature, byte[] body) {
    Node.Obj json() {
      return ConsoleScene.read(new String(body, StandardCharsets.UTF_8));
    }
  }

  private final List<Post> posts = new CopyOnWriteArrayList<>();

  private HttpServer hook() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            posts.add(new Post(exchange.getRequestHeaders().getFirst("X-Muster-Signature"), body));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    return server;
  }

  @Test
  void eachStepIsToldOnceAndSigned() throws Exception {
    HttpServer hook = hook();
    try (ConsoleScene scene = ConsoleScene.of(Script.of().otherwise(Turn.text("said")))) {
      ConsoleScene.write(scene.folder().resolve("hook-secret"), SECRET);
      scene.configure(
          "\"alerts\": { \"webhook\": \"http://127.0.0.1:%d/hook\", \"secret\": { \"file\":"
                  .formatted(hook.getAddress().getPort())
              + " \"hook-secret\" } }");
      scene.start();
      String admin = scene.init();
      String key = scene.key("watched");
      long cost = cost(scene, admin, key);
      BigDecimal amount = BigDecimal.valueOf(20 * cost, 9);
      scene.json(
          "limit",
          "set",
          "--workspace",
          "watched",
          "--amount",
          amount.toPlainString(),
          "--period",
          "monthly",
          "--notify-only");
      int sent = 1;
      for (int percent : List.of(50, 75, 90, 100)) {
        for (; sent * 100 < 20 * percent; sent++) {
          cost(scene, admin, key);
        }
        ConsoleScene.await(
            percent + " percent are told",
            Duration.ofSeconds(20),
            () -> percents().contains((long) percent));
      }
      assertThat(percents()).containsExactly(50L, 75L, 90L, 100L);
      for (Post post : posts) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(post.signature())
            .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(post.body())));
        assertThat(post.json().text("amount_usd", ""))
            .isEqualTo(amount.stripTrailingZeros().toPlainString());
        assertThat(post.json().at("scope").at("type").text()).isEqualTo("workspace");
      }
      scene.stop();
    } finally {
      hook.stop(0);
    }
  }

  private List<Long> percents() {
    return posts.stream().map(post -> post.json().whole("percent", 0)).toList();
  }

  /** Sends a request and waits until it is booked; what it cost. */
  private static long cost(ConsoleScene scene, String admin, String key) {
    HttpResponse<String> answer = scene.send(scene.message(key, MODEL, 10, false));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String path =
        "/console/v1/ledger/requests/" + answer.headers().firstValue("request-id").orElseThrow();
    ConsoleScene.await(
        "the request is booked",
        Duration.ofSeconds(5),
        () -> scene.admin(admin, "GET", path).statusCode() == 200);
    Node.Obj row = (Node.Obj) scene.ask(admin, path).items("data").getFirst();
    return row.whole("charged_nanos", 0);
  }
}
