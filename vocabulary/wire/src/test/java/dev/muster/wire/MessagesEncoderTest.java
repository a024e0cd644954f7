package dev.muster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelRequest;
import dev.muster.model.Role;
import dev.muster.model.ThinkingMode;
import dev.muster.model.ToolSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessagesEncoderTest {

  private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";

  @Test
  void writesEveryMemberInItsOrder() throws Exception {
    ModelRequest request =
        new ModelRequest(
            "claude-x",
            List.of("You are.", "", "Here: é"),
            List.of(new ToolSpec("Bash", "Runs", JsonReader.readObject("{\"type\":\"object\"}"))),
            List.of(
                Message.user("first"),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentBlock.Thinking("", "c2ln=="),
                        new ContentBlock.RedactedThinking("ZGF0YQ"),
                        new ContentBlock.Text(""),
                        new ContentBlock.ToolUse(
                            "t1", "Bash", JsonReader.readObject("{\"n\":1.0,\"a\":[null]}")))),
                new Message(
                    Role.USER,
                    List.of(
                        new ContentBlock.ToolResult(
                            "t1", List.of(new ContentBlock.Text("out")), false))),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentBlock.Other(
                            Json.Obj.builder().put("type", "server_tool_use").build()))),
                new Message(
                    Role.USER,
                    List.of(
                        new ContentBlock.ToolResult(
                            "t2",
                            List.of(
                                new ContentBlock.Text("a"),
                                new ContentBlock.Image("image/png", "QQ")),
                            true),
                        new ContentBlock.Document("application/pdf", "Qg", "b.pdf"),
                        new ContentBlock.ToolResult("t3", List.of(), false)))),
            64_000,
            new ThinkingMode.Adaptive(),
            CachePolicy.ONE_HOUR,
            "high",
            "user_1",
            null,
            JsonReader.readObject("{\"model\":\"evil\",\"metadata\":1,\"top_p\":0.5}"));
    String mark = "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
    assertThat(encoded(request, true))
        .isEqualTo(
            "{\"model\":\"claude-x\",\"max_tokens\":64000,\"stream\":true,"
                + "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"},"
                + "\"metadata\":{\"user_id\":\"user_1\"},"
                + "\"tools\":[{\"name\":\"Bash\",\"description\":\"Runs\","
                + "\"input_schema\":{\"type\":\"object\"}}],"
                + "\"system\":[{\"type\":\"text\",\"text\":\"You are.\"},"
                + "{\"type\":\"text\",\"text\":\"Here: é\","
                + mark
                + "}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"first\"}]},"
                + "{\"role\":\"assistant\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln==\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"ZGF0YQ\"},"
                + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Bash\","
                + "\"input\":{\"n\":1.0,\"a\":[null]}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                + "\"tool_use_id\":\"t1\",\"content\":\"out\","
                + mark
                + "}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"server_tool_use\"}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                + "\"tool_use_id\":\"t2\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                + "\"media_type\":\"image/png\",\"data\":\"QQ\"}}],\"is_error\":true},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"base64\","
                + "\"media_type\":\"application/pdf\",\"data\":\"Qg\"},\"title\":\"b.pdf\"},"
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"t3\",\"content\":\"\","
                + mark
                + "}]}],\"top_p\":0.5}");
  }

  @Test
  void leavesOutWhatIsNotAskedFor() {
    assertThat(encoded(EncoderFixture.request(CachePolicy.OFF, Message.user("x")), false))
        .isEqualTo(
            "{\"model\":\"claude-x\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]}");
  }

  @Test
  void marksNoReasoningAndNoEmptyText() {
    Message user =
        new Message(
            Role.USER,
            List.of(
                new ContentBlock.Text("a"),
                new ContentBlock.Other(Json.Obj.builder().put("type", "x").build()),
                new ContentBlock.Text("")));
    Message unmarkable = new Message(Role.USER, List.of(new ContentBlock.Text("")));
    String body =
        encoded(
            EncoderFixture.request(CachePolicy.FIVE_MINUTES, Message.user("0"), user, unmarkable),
            true);
    assertThat(body)
        .contains("{\"type\":\"text\",\"text\":\"0\"," + MARK + "}")
        .contains("{\"type\":\"text\",\"text\":\"a\"," + MARK + "},{\"type\":\"x\"}]")
        .contains("[{\"type\":\"text\",\"text\":\"\"}]");
    assertThat(body.split("cache_control", -1)).hasSize(3);
  }

  @Test
  void forcesAToolWithoutThinking() throws Exception {
    ModelRequest plain = EncoderFixture.request(CachePolicy.OFF, Message.user("x"));
    for (ThinkingMode mode :
        List.of(
            new ThinkingMode.Adaptive(),
            new ThinkingMode.Budget(50),
            new ThinkingMode.Disabled())) {
      Json.Obj forced = EncoderFixture.body(with(plain, mode, "Out"));
      assertThat(forced.get("tool_choice"))
          .isEqualTo(JsonReader.readObject("{\"type\":\"tool\",\"name\":\"Out\"}"));
      assertThat(forced.has("thinking")).isEqualTo(mode instanceof ThinkingMode.Disabled);
    }
    assertThat(EncoderFixture.body(with(plain, new ThinkingMode.Budget(50), null)).get("thinking"))
        .isEqualTo(JsonReader.readObject("{\"type\":\"enabled\",\"budget_tokens\":50}"));
  }

  @Test
  void sendsBackAnUnparsedInputAsAnObject() throws Exception {
    Json.Obj input = Json.Obj.builder().put(ModelAnswer.UNPARSED_INPUT, "{\"a").build();
    Message said = new Message(Role.ASSISTANT, List.of(new ContentBlock.ToolUse("t", "N", input)));
    Json.Obj body = EncoderFixture.body(EncoderFixture.conversation(said));
    Json.Obj use = (Json.Obj) ((Json.Obj) body.items("messages").get(1)).items("content").get(0);
    assertThat(use.object("input")).contains(input);
  }

  @Test
  void mendsLoneSurrogatesEverywhere() throws Exception {
    Json.Obj input = Json.Obj.builder().put("k\ud800", "v\udc00").build();
    Message said =
        new Message(
            Role.ASSISTANT,
            List.of(new ContentBlock.Text("🌍\ud83cx"), new ContentBlock.ToolUse("t", "N", input)));
    String body = encoded(EncoderFixture.conversation(said), true);
    assertThat(body).contains("🌍?x").contains("{\"k?\":\"v?\"}");
    assertThat(body).doesNotContain("\\u");
  }

  @Test
  void aLongerConversationBeginsLikeTheShorterOne() {
    List<Message> messages = new ArrayList<>();
    String before = "";
    for (int i = 0; i < 50; i++) {
      messages.add(
          new Message(
              i % 2 == 0 ? Role.USER : Role.ASSISTANT, List.of(new ContentBlock.Text("m" + i))));
      String now =
          encoded(EncoderFixture.request(CachePolicy.OFF, messages.toArray(new Message[0])), true);
      assertThat(now).startsWith(before);
      before = now.substring(0, now.length() - 2);
    }
  }

  @Test
  void aLongBodyComesInPieces() {
    String text = "é\"\n🌍x".repeat(200_000);
    RequestBody body =
        MessagesEncoder.encode(EncoderFixture.request(CachePolicy.OFF, Message.user(text)), true);
    assertThat(body.pieces()).hasSizeGreaterThan(5);
    assertThat(body.pieces().stream().mapToLong(java.nio.ByteBuffer::remaining).sum())
        .isEqualTo(body.length());
    assertThat(new String(body.toByteArray(), StandardCharsets.UTF_8))
        .contains("é\\\"\\n🌍x".repeat(200_000));
  }

  private static ModelRequest with(ModelRequest request, ThinkingMode mode, String forced) {
    return new ModelRequest(
        request.model(),
        request.system(),
        request.tools(),
        request.messages(),
        request.maxTokens(),
        mode,
        request.cache(),
        null,
        null,
        forced,
        Json.Obj.EMPTY);
  }

  private static String encoded(ModelRequest request, boolean streamed) {
    return new String(
        MessagesEncoder.encode(request, streamed).toByteArray(), StandardCharsets.UTF_8);
  }

  /** A long conversation is written by two threads, and must read as if by one. */
  @Test
  void aLongConversationIsTheSumOfItsMessages() throws Exception {
    Random random = new Random(5);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 1_201; i++) {
      messages.add(
          new Message(
              i % 2 == 0 ? Role.USER : Role.ASSISTANT,
              List.of(new ContentBlock.Text(text(random)))));
    }
    Json.Obj body =
        EncoderFixture.body(
            EncoderFixture.request(CachePolicy.FIVE_MINUTES, messages.toArray(new Message[0])));
    List<Json> written = body.items("messages");
    assertThat(written).hasSize(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      Json.Obj message = (Json.Obj) written.get(i);
      Json.Obj block = (Json.Obj) message.items("content").getFirst();
      ContentBlock.Text text = (ContentBlock.Text) messages.get(i).content().getFirst();
      assertThat(message.string("role")).contains(i % 2 == 0 ? "user" : "assistant");
      assertThat(block.string("text")).contains(sent(text.text()));
      assertThat(block.has("cache_control")).isEqualTo(i == 1_200 || i == 1_198);
    }
  }

  /** What arrives of a text: a half of a character becomes a question mark. */
  private static String sent(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String text(Random random) {
    String[] pieces = {
      "plain words ",
      "\"quoted\"",
      "back\\slash",
      "a\tb\n",
      "?",
      "??",
      "na\u00efve",
      "\u00ff",
      "\u65e5\u672c",
      "\ud83d\ude42",
      "\ud83d",
      "\ude42",
      "\u0001\u001f",
      "\u0141",
      "\u3f3f"
    };
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  @Test
  void whatCountsIsWhatTheModelReads() throws Exception {
    ModelRequest request =
        new ModelRequest(
            "claude-x",
            List.of("You are."),
            List.of(new ToolSpec("Bash", "Runs", JsonReader.readObject("{\"type\":\"object\"}"))),
            List.of(Message.user("first")),
            64_000,
            new ThinkingMode.Budget(2_000),
            CachePolicy.FIVE_MINUTES,
            "high",
            "user_1",
            null,
            JsonReader.readObject("{\"top_p\":0.5}"));
    Json.Obj counted = JsonReader.readObject(MessagesEncoder.encodeForCount(request).toByteArray());
    Json.Obj sent = EncoderFixture.body(request);
    assertThat(counted.members().keySet())
        .containsExactlyInAnyOrder("model", "thinking", "tools", "system", "messages");
    counted.members().forEach((name, value) -> assertThat(sent.get(name)).isEqualTo(value));
  }
}
