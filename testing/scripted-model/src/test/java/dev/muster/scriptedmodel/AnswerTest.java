package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.scriptedmodel.RawClient.Answer;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.police.Rule;
import dev.muster.scriptedmodel.script.Condition;
import dev.muster.scriptedmodel.script.Counting;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.ScriptException;
import dev.muster.scriptedmodel.script.Turn;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private static String types(Answer answer) {
    return String.join(" ", answer.events().stream().map(e -> e.text("type", "")).toList());
  }

  @Test
  void streamsTextThinkingAndToolUse() throws IOException {
    Script script =
        Script.of(
            Turn.blocks(
                Requests.json("{'type':'thinking','thinking':'hm','signature':'sig'}"),
                Requests.json("{'type':'text','text':'reading'}"),
                Requests.json("{'type':'tool_use','name':'Read','input':{'file_path':'a'}}")));
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      Answer answer = client.post(Requests.user("hi"));
      assertThat(types(answer))
          .isEqualTo(
              "message_start"
                  + " content_block_start content_block_delta content_block_delta content_block_stop"
                  + " content_block_start content_block_delta content_block_stop"
                  + " content_block_start content_block_delta content_block_delta content_block_stop"
                  + " message_delta message_stop");
      List<Node.Obj> events = answer.events();
      assertThat(events.get(0).at("message/usage/output_tokens").json()).isEqualTo("1");
      assertThat(events.get(3).at("delta").json())
          .isEqualTo("{\"type\":\"signature_delta\",\"signature\":\"sig\"}");
      assertThat(events.get(8).at("content_block").json())
          .isEqualTo(
              "{\"type\":\"tool_use\",\"id\":\"toolu_0001\",\"name\":\"Read\",\"input\":{}}");
      assertThat(events.get(10).at("delta/partial_json").text()).isEqualTo("{\"file_path\":\"a\"}");
      assertThat(events.get(12).at("delta/stop_reason").text()).isEqualTo("tool_use");
      assertThat(answer.headers()).containsEntry("request-id", "req_0001");
    }
  }

  @Test
  void answersWholeWhenNoStreamIsAskedFor() throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of(Turn.text("hello")));
        RawClient client = new RawClient(model)) {
      Answer answer = client.post(Requests.user("hi").without("stream"));
      assertThat(answer.headers()).containsEntry("content-type", "application/json");
      assertThat(answer.json().at("content/0/text").text()).isEqualTo("hello");
      assertThat(answer.json().at("stop_reason").text()).isEqualTo("end_turn");
      assertThat(answer.json().at("model").text()).isEqualTo("claude-test");
    }
  }

  @Test
  void sendsToolInputThatIsNotJson() throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of(Turn.tool("Bash", "{\"command\": ")));
        RawClient client = new RawClient(model)) {
      assertThat(client.post(Requests.user("hi")).body())
          .contains("\"partial_json\":\"{\\\"command\\\": \"");
    }
  }

  @Test
  void sendsUnknownBlocksAndHugeTexts() throws IOException {
    Script script =
        Script.parse(
            """
            {"turns": [{"answer": {"content": [
              {"type": "hologram", "payload": [1]},
              {"type": "text", "text": "0123456789", "times": 200000}
            ], "stop_reason": "end_turn"}, "pace": {"chunk": 100000}}]}
            """);
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      Answer answer = client.post(Requests.user("hi"));
      assertThat(answer.body()).hasSizeGreaterThan(2_000_000).contains("hologram");
    }
  }

  @Test
  void sendsTheScriptsOwnEvents() throws IOException {
    Script script =
        Script.parse(
            """
            {"turns": [{"answer": {"events": [
              {"type": "message_start"},
              {"event": "odd", "data": {"a": "${lastUserText}"}}
            ]}}]}
            """);
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      assertThat(client.post(Requests.user("hi")).body())
          .isEqualTo(
              """
              event: message_start
              data: {"type":"message_start"}

              event: odd
              data: {"a":"hi"}

              """);
    }
  }

  @Test
  void fillsInValuesOfTheRequest() throws IOException {
    Script script =
        Script.of(
                Turn.text(
                    "${model}|${lastUserText}|${lastUserText~n=(\\d{2})}|${own}|${unknown}|$${model}"))
            .variable("own", "mine");
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      Answer answer = client.post(Requests.user("n=42").without("stream"));
      assertThat(answer.json().at("content/0/text").text())
          .isEqualTo("claude-test|n=42|42|mine|${unknown}|${model}");
    }
  }

  @Test
  void choosesTheFirstTurnThatFits() throws IOException {
    Script script =
        Script.of(
                Turn.text("for b").when(Condition.model("b")),
                Turn.text("twice").times(2),
                Turn.text("bye").when(Condition.lastUserText("bye")))
            .otherwise(Turn.text("default"));
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      StringBuilder said = new StringBuilder();
      for (String request : List.of("a:hi", "a:bye", "a:bye", "b:hi", "a:hi", "a:hi")) {
        Node.Obj body =
            Requests.user(request.substring(2))
                .without("stream")
                .with("model", Node.of(request.substring(0, 1)));
        said.append(client.post(body).json().at("content/0/text").text()).append(' ');
      }
      assertThat(said.toString()).isEqualTo("twice twice bye for b default default ");
      model.assertPlayed();
    }
  }

  @Test
  void saysWhenTheScriptIsOver() throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of());
        RawClient client = new RawClient(model)) {
      Answer answer = client.post(Requests.user("hi"));
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.headers()).containsEntry("x-should-retry", "false");
      assertThat(answer.errorMessage())
          .isEqualTo("the script has no turn for request 1; its last text of the user is: hi");
      assertThat(model.overrun()).isTrue();
      assertThatThrownBy(model::assertPlayed).hasMessageContaining("no turn");
    }
  }

  @Test
  void refusesRequestsThatATurnDoesNotExpect() throws IOException {
    Script script = Script.of(Turn.text("x").expect(Condition.lastUserText("bye")).note("goodbye"));
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      assertThat(client.post(Requests.user("hi")).errorMessage())
          .isEqualTo(
              "goodbye of the script: the newest text of the user does not contain \"bye\"; it is:"
                  + " hi");
      assertThat(client.post(Requests.user("bye")).status()).isEqualTo(200);
      assertThat(model.violations()).hasSize(1);
    }
  }

  @Test
  void countsPromptsAndTheirCache() throws IOException {
    Node.Obj body =
        Requests.user("hi")
            .with(
                "system",
                Requests.json(
                        "{'s':[{'type':'text','text':'"
                            + "x".repeat(8000)
                            + "','cache_control':{'type':'ephemeral','ttl':'1h'}}]}")
                    .at("s"))
            .without("stream");
    try (ScriptedModel model = ScriptedModel.start(Script.of().otherwise(Turn.text("ok")));
        RawClient client = new RawClient(model)) {
      Node.Obj first = client.post(body).json();
      Node.Obj second = client.post(body).json();
      assertThat(first.at("usage/cache_creation/ephemeral_1h_input_tokens").json())
          .isEqualTo("2007");
      assertThat(first.at("usage/cache_read_input_tokens").json()).isEqualTo("0");
      assertThat(second.at("usage/cache_creation_input_tokens").json()).isEqualTo("0");
      assertThat(second.at("usage/cache_read_input_tokens").json()).isEqualTo("2007");
      assertThat(second.at("usage/input_tokens").json())
          .isEqualTo(first.at("usage/input_tokens").json())
          .isEqualTo("6");
      Answer counted =
          client.send(
              "POST",
              "/v1/messages/count_tokens",
              body.without("max_tokens").without("stream").json());
      assertThat(counted.body()).isEqualTo("{\"input_tokens\":2013}");
    }
  }

  @Test
  void usageMayBeScripted() throws IOException {
    Script script =
        Script.parse(
            "{\"turns\": [{\"answer\": {\"content\": [\"x\"], \"usage\": {\"input_tokens\": 150000}}}]}");
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      Answer answer = client.post(Requests.user("hi"));
      assertThat(answer.events().getFirst().at("message/usage/input_tokens").json())
          .isEqualTo("150000");
      assertThat(answer.events().get(4).at("usage/input_tokens").json()).isEqualTo("150000");
    }
  }

  @Test
  void servesModelsAndHello() throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of());
        RawClient client = new RawClient(model)) {
      assertThat(client.send("GET", "/v1/models?limit=1000", "").json().at("data/0/id").text())
          .isEqualTo(Script.DEFAULT_MODELS.getFirst());
      assertThat(client.send("GET", "/v1/models/none", "").status()).isEqualTo(404);
      assertThat(client.send("HEAD", "/api/hello", "").status()).isEqualTo(200);
      assertThat(client.send("DELETE", "/v1/messages", "").status()).isEqualTo(404);
      assertThat(model.requests()).hasSize(4);
    }
  }

  @Test
  void speaksHttp() throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of(Turn.text("hello")))) {
      try (RawClient client = new RawClient(model)) {
        String body = Requests.user("hi").without("stream").json();
        Answer answer =
            client.raw(
                "POST http://elsewhere.example/v1/messages HTTP/1.1\r\nHost: x\r\n"
                    + "ANTHROPIC-VERSION: 2023-06-01\r\nAuthorization: Bearer t\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(10)
                    + "\r\n"
                    + body.substring(0, 10)
                    + "\r\n"
                    + Integer.toHexString(body.length() - 10)
                    + "\r\n"
                    + body.substring(10)
                    + "\r\n0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
      }
      try (RawClient client = new RawClient(model)) {
        assertThat(client.raw("rubbish\r\n\r\n").status()).isEqualTo(400);
      }
      try (RawClient client = new RawClient(model)) {
        assertThat(
                client
                    .raw("POST /v1/messages HTTP/1.1\r\ncontent-length: 99999999\r\n\r\n")
                    .status())
            .isEqualTo(413);
      }
    }
  }

  @Test
  void refusesScriptsThatItDoesNotUnderstand() {
    assertThatThrownBy(() -> Script.parse("{\"turns\": [{\"anwser\": \"x\"}]}"))
        .isInstanceOf(ScriptException.class)
        .hasMessageStartingWith("turn 1: no member is called \"anwser\"; there are answer,");
    assertThatThrownBy(() -> Script.parse("{\"turns\": [{\"fault\": {\"kind\": \"fire\"}}]}"))
        .hasMessageContaining("no fault is called \"fire\"");
    assertThatThrownBy(() -> Script.parse("[")).hasMessageStartingWith("the script is not JSON");
  }

  @Test
  void cutsAnAnswerOffWhereTheRequestPermitsNoMore() throws IOException {
    Script script =
        Script.of(
            Turn.blocks(
                Requests.json("{'type':'text','text':'word ','times':100}"),
                Requests.json("{'type':'tool_use','name':'Read','input':{}}")));
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      Node.Obj body = Requests.user("hi").without("stream").with("max_tokens", Node.of(50));
      Node.Obj answer = client.post(body).json();
      assertThat(answer.at("stop_reason").text()).isEqualTo("max_tokens");
      assertThat(answer.items("content")).hasSize(1);
      assertThat(answer.at("content/0/text").text()).startsWith("word word").hasSizeLessThan(200);
      assertThat(answer.at("usage/output_tokens").json()).isEqualTo("50");
    }
  }

  @Test
  void countsAsTheScriptSays() throws IOException {
    Node.Obj body = Requests.user("hi ".repeat(4_000)).without("max_tokens").without("stream");
    long right = counted(Script.of(), body).json().whole("input_tokens", 0);
    assertThat(right).isBetween(3_000L, 3_100L);
    assertThat(
            counted(Script.of().counting(Counting.wrong(50)), body).json().whole("input_tokens", 0))
        .isEqualTo(right / 2);
    assertThat(counted(Script.of().counting(Counting.ABSENT), body).status()).isEqualTo(404);
    Script parsed = Script.parse("{\"turns\": [], \"count\": {\"status\": 529}}");
    assertThat(counted(parsed, body).status()).isEqualTo(529);
  }

  private static Answer counted(Script script, Node.Obj body) throws IOException {
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      Answer answer = client.send("POST", "/v1/messages/count_tokens", body.json());
      assertThat(model.violations()).isEmpty();
      return answer;
    }
  }

  @Test
  void refusesToCountWhatIsAboutTheAnswer() throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of());
        RawClient client = new RawClient(model)) {
      Answer answer = client.send("POST", "/v1/messages/count_tokens", Requests.user("hi").json());
      assertThat(answer.status()).isEqualTo(400);
      assertThat(model.violations().getFirst().rule()).isEqualTo(Rule.COUNT_MEMBER);
    }
  }
}
