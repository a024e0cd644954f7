package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Member;
import dev.muster.domain.Permission;
import dev.muster.domain.Principal;
import dev.muster.domain.Secret;
import dev.muster.domain.StoreException;
import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is let in, to what, and what failures become. */
class AdministrationTest {

  private final List<RuntimeException> faults = new ArrayList<>();

  private final Administration administration =
      new Administration(
          AdministrationTest::principal,
          List.of(
              Route.get("/a/{id}", Permission.READ_KEYS, c -> Reply.ok(Json.of(c.part("id")))),
              Route.post("/a/{id}", Permission.MANAGE_KEYS, AdministrationTest::write),
              Route.get("/away", Permission.READ_KEYS, AdministrationTest::away),
              Route.get("/broken", Permission.READ_KEYS, AdministrationTest::broken)),
          (request, fault) -> faults.add(fault));

  private static Optional<Principal> principal(Secret presented) {
    return switch (presented.reveal()) {
      case "admin" -> Optional.of(new Principal("org", "x", Permission.of(Member.Role.ADMIN)));
      case "developer" ->
          Optional.of(new Principal("org", "x", Permission.of(Member.Role.DEVELOPER)));
      default -> Optional.empty();
    };
  }

  private static Reply write(Call call) {
    return Reply.ok(Json.of(Body.of(call, "name", "status").need("name")));
  }

  private static Reply away(Call call) {
    throw new StoreException("gone " + call.part("id"), new IllegalStateException());
  }

  private static Reply broken(Call call) {
    throw new IllegalStateException("secret detail " + call.part("id"));
  }

  private Reply ask(String method, String path, Map<String, String> headers, String body) {
    return administration.answer(
        new Request("req_1", method, path, "", headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private Reply as(String who, String method, String path, String body) {
    return ask(method, path, Map.of("x-api-key", who), body);
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  @Test
  void nobodyLearnsAnythingWithoutACredential() {
    for (String path : List.of("/a/1", "/away", "/nowhere")) {
      for (Map<String, String> headers :
          List.of(
              Map.<String, String>of(),
              Map.of("x-api-key", "wrong"),
              Map.of("authorization", "Basic admin"),
              Map.of("authorization", "Bearer wrong"))) {
        Reply reply = ask("GET", path, headers, "");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(text(reply)).contains("authentication_error", "req_1").doesNotContain("wrong");
      }
    }
  }

  @Test
  void bothHeadersCount() throws JsonException {
    assertThat(text(as("admin", "GET", "/a/7", ""))).isEqualTo("\"7\"");
    Reply bearer = ask("GET", "/a/7", Map.of("authorization", "bearer admin"), "");
    assertThat(JsonReader.read(bearer.body())).isEqualTo(Json.of("7"));
  }

  @Test
  void aRoleDoesNotReachFurther() {
    assertThat(as("developer", "GET", "/a/7", "").status()).isEqualTo(200);
    Reply refused = as("developer", "POST", "/a/7", "{\"name\":\"n\"}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(text(refused)).contains("requires manage_keys");
    assertThat(as("admin", "POST", "/a/7", "{\"name\":\"n\"}").status()).isEqualTo(200);
  }

  @Test
  void onlyNamedFieldsAreWritten() {
    Reply refused = as("admin", "POST", "/a/7", "{\"name\":\"n\",\"statuss\":\"x\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(text(refused)).contains("statuss: cannot be set here", "status");
    for (String body :
        List.of("[]", "{", "{\"name\":1}", "{\"name\":\"a\",\"name\":\"b\"}", "{}")) {
      assertThat(as("admin", "POST", "/a/7", body).status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void failuresTellNothingOfTheInside() {
    assertThat(as("admin", "GET", "/away", "").status()).isEqualTo(503);
    Reply broken = as("admin", "GET", "/broken", "");
    assertThat(broken.status()).isEqualTo(500);
    assertThat(text(broken)).doesNotContain("secret detail");
    assertThat(faults).hasSize(2);
    Reply absent = as("admin", "DELETE", "/a/7", "");
    assertThat(absent.status()).isEqualTo(404);
    assertThat(text(absent)).contains("it answers GET, POST");
  }

  @Test
  void noRoleOperatesTheMachine() {
    for (Member.Role role : Member.Role.values()) {
      assertThat(Permission.of(role)).doesNotContain(Permission.OPERATE);
    }
    assertThat(Permission.of(Member.Role.ADMIN)).hasSize(Permission.values().length - 1);
  }
}
