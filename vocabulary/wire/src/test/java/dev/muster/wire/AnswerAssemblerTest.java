package dev.muster.wire;

import static dev.muster.wire.Streams.block;
import static dev.muster.wire.Streams.delta;
import static dev.muster.wire.Streams.end;
import static dev.muster.wire.Streams.event;
import static dev.muster.wire.Streams.read;
import static dev.muster.wire.Streams.start;
import static dev.muster.wire.Streams.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AnswerAssemblerTest {

  private static final String TEXT = "{\"type\":\"text\",\"text\":\"\"}";

  @Test
  void putsEveryKindOfBlockTogether() throws Exception {
    Streams.Read read = read(Streams.FULL + Streams.STOP);
    ModelAnswer.Complete answer = read.complete();
    assertThat(answer.message().content())
        .containsExactly(
            new ContentBlock.Thinking("Hm ä…", "c2ln"),
            new ContentBlock.Text("Grüße 🌍!\n"),
            new ContentBlock.ToolUse(
                "toolu_1", "Bash", JsonReader.readObject("{\"command\":\"ls\",\"n\":1.50}")));
    assertThat(answer.stopReason()).isEqualTo(StopReason.TOOL_USE);
    assertThat(answer.messageId()).isEqualTo("msg_1");
    assertThat(answer.model()).isEqualTo("claude-x");
    assertThat(answer.requestId()).isEqualTo("req_1");
    assertThat(answer.usage()).isEqualTo(new Usage(10, 42, 20, 10, 5, 2, 0, "standard", null));
    assertThat(read.events().stream().filter(e -> !(e instanceof ModelEvent.Raw)))
        .hasSize(1 + 2 + 2 + 3);
    assertThat(read.events().stream().filter(ModelEvent.Raw.class::isInstance)).hasSize(19);
  }

  @Test
  void isNeverCompleteWhenCutAnywhere() {
    byte[] all = (Streams.FULL + Streams.STOP).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < all.length - 1; length++) {
      Streams.Read read = read(all, length, new int[0]);
      assertThat(read.answer()).isInstanceOf(ModelAnswer.Broken.class);
      assertThat(read.broken().kind()).isEqualTo(FailureKind.NETWORK);
      assertThat(read.broken().usageAtLeast().output()).isLessThanOrEqualTo(42);
    }
  }

  @Test
  void readsTheSameHoweverTheBytesArrive() {
    for (String ending : List.of("\n", "\r\n", "\r")) {
      String text = "\uFEFF" + (Streams.FULL + Streams.STOP).replace("\n", ending) + ending;
      byte[] all = text.getBytes(StandardCharsets.UTF_8);
      Streams.Read whole = read(all, all.length, new int[0]);
      assertThat(whole.complete().usage().output()).isEqualTo(42);
      Random random = new Random(7);
      for (int round = 0; round < 300; round++) {
        int[] cuts = random.ints(1 + random.nextInt(200), 0, all.length).sorted().toArray();
        assertThat(read(all, all.length, cuts)).isEqualTo(whole);
      }
      int[] everywhere = new int[all.length];
      Arrays.setAll(everywhere, i -> i);
      assertThat(read(all, all.length, everywhere)).isEqualTo(whole);
    }
  }

  @Test
  void survivesRandomDamage() {
    byte[] good = (Streams.FULL + Streams.STOP).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(11);
    for (int round = 0; round < 3000; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      assertThat(read(bad, bad.length, new int[0]).answer()).isNotNull();
    }
  }

  @Test
  void survivesEventsInAnyOrder() {
    String[] events = (Streams.FULL + Streams.STOP).split("(?<=\n\n)");
    List<String> order = new ArrayList<>(List.of(events));
    String right = String.join("", order);
    Random random = new Random(3);
    int broken = 0;
    for (int round = 0; round < 1000; round++) {
      java.util.Collections.shuffle(order, random);
      if (read(String.join("", order)).answer() instanceof ModelAnswer.Broken) {
        broken++;
      }
    }
    assertThat(read(right).answer()).isInstanceOf(ModelAnswer.Complete.class);
    assertThat(broken).isGreaterThan(990);
  }

  private static final String CALL =
      "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"Bash\",\"input\":{}}";

  @Test
  void aBreachOfTheProtocolIsBroken() {
    List<String> breaches =
        List.of(
            block(0, TEXT),
            start() + start(),
            start() + delta(0, "{\"type\":\"text_delta\",\"text\":\"x\"}"),
            start() + block(0, TEXT) + block(0, TEXT),
            start() + block(1, TEXT) + block(0, TEXT),
            start() + block(0, TEXT) + stop(0) + stop(0),
            start() + block(0, TEXT) + end("end_turn"),
            start() + block(-1, TEXT),
            start() + block(0, "[]"),
            start() + block(0, "{\"type\":\"tool_use\",\"name\":\"x\",\"input\":{}}"),
            start() + block(0, TEXT) + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"\"}"),
            start() + block(0, CALL) + stop(0) + block(1, CALL) + stop(1) + end("tool_use"),
            start() + Streams.STOP,
            start() + "data: [1]\n\n",
            start() + "data: {\n\n",
            start() + "data: nonsense\n\n");
    for (String breach : breaches) {
      Streams.Read read = read(breach);
      assertThat(read.answer()).as(breach).isInstanceOf(ModelAnswer.Broken.class);
      assertThat(read.broken().kind()).isEqualTo(FailureKind.SERVER_ERROR);
    }
  }

  @Test
  void keepsUnknownEventsAndBlocks() throws Exception {
    String search =
        "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\",\"input\":{}}";
    Streams.Read read =
        read(
            start()
                + event("novelty", "{\"type\":\"novelty\",\"x\":1}")
                + block(0, search)
                + delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":1}\"}")
                + stop(0)
                + block(1, "{\"type\":\"compaction\",\"content\":null}")
                + delta(1, "{\"type\":\"compaction_delta\",\"content\":\"ab\"}")
                + delta(1, "{\"type\":\"compaction_delta\",\"content\":\"c\"}")
                + stop(1)
                + block(2, "{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}")
                + stop(2)
                + end("pause_turn"));
    assertThat(read.complete().message().content())
        .containsExactly(
            new ContentBlock.Other(
                JsonReader.readObject(
                    "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\","
                        + "\"input\":{\"q\":1}}")),
            new ContentBlock.Other(
                JsonReader.readObject("{\"type\":\"compaction\",\"content\":\"abc\"}")),
            new ContentBlock.RedactedThinking("xyz"));
    assertThat(read.complete().stopReason()).isEqualTo(StopReason.PAUSE_TURN);
    assertThat(read.events())
        .contains(new ModelEvent.Raw(JsonReader.readObject("{\"type\":\"novelty\",\"x\":1}")));
  }

  @Test
  void carriesAToolInputThatIsNotJsonAsText() {
    for (String input : List.of("{\\\"a\\\": ", "[1]", "7", "{\\\"a\\\":1,\\\"a\\\":2}")) {
      Streams.Read read =
          read(
              start()
                  + block(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"N\",\"input\":{}}")
                  + delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + input + "\"}")
                  + stop(0)
                  + end("max_tokens"));
      ContentBlock.ToolUse use =
          (ContentBlock.ToolUse) read.complete().message().content().getFirst();
      assertThat(use.input().string(ModelAnswer.UNPARSED_INPUT))
          .contains(input.replace("\\\"", "\""));
    }
  }

  @Test
  void anErrorEventBreaksWithItsKind() {
    Streams.Read read =
        read(
            start()
                + event(
                    "error",
                    "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"Overloaded\"},\"request_id\":\"req_9\"}")
                + end("end_turn"));
    assertThat(read.answer())
        .isEqualTo(
            new ModelAnswer.Broken(
                FailureKind.OVERLOADED, "Overloaded", Usage.tokens(3, 1), 529, "req_9"));
  }

  @Test
  void anEventNameStandsInForAMissingType() {
    Streams.Read read =
        read(start() + "event: error\ndata: {\"error\":{\"type\":\"api_error\"}}\n\n");
    assertThat(read.broken().status()).isEqualTo(500);
  }

  @Test
  void anUnknownLifetimeOfTheCacheCountsAsTheOneAskedFor() {
    String usage =
        "{\"type\":\"message_start\",\"message\":{\"usage\":{"
            + "\"cache_creation_input_tokens\":100,\"input_tokens\":-5,\"output_tokens\":1e99}}}";
    for (CachePolicy policy : CachePolicy.values()) {
      AnswerAssembler assembler =
          new AnswerAssembler(policy, null, UnaryOperator.identity(), e -> {});
      byte[] bytes = usage.getBytes(StandardCharsets.UTF_8);
      assembler.event("", bytes, 0, bytes.length);
      Usage seen = ((ModelAnswer.Broken) assembler.end()).usageAtLeast();
      assertThat(seen.cacheWrite1h()).isEqualTo(policy == CachePolicy.ONE_HOUR ? 100 : 0);
      assertThat(seen.promptTokens()).isEqualTo(100);
      assertThat(seen.output()).isZero();
    }
  }

  @Test
  void readsAWholeAnswer() throws Exception {
    List<ModelEvent> events = new ArrayList<>();
    AnswerAssembler assembler =
        new AnswerAssembler(CachePolicy.OFF, null, UnaryOperator.identity(), events::add);
    ModelAnswer answer =
        assembler.whole(
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"claude-x","content":[
            {"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"hi"},
            {"type":"tool_use","id":"u","name":"Read","input":{"a":1}},{"type":"new","x":[1]}],
            "stop_reason":"stop_sequence","stop_sequence":"END","usage":{"input_tokens":4,
            "output_tokens":9}}
            """
                .getBytes(StandardCharsets.UTF_8));
    ModelAnswer.Complete complete = (ModelAnswer.Complete) answer;
    assertThat(complete.message().content())
        .containsExactly(
            new ContentBlock.Thinking("t", "s"),
            new ContentBlock.Text("hi"),
            new ContentBlock.ToolUse("u", "Read", JsonReader.readObject("{\"a\":1}")),
            new ContentBlock.Other(JsonReader.readObject("{\"type\":\"new\",\"x\":[1]}")));
    assertThat(complete.stopSequence()).isEqualTo("END");
    assertThat(complete.usage()).isEqualTo(Usage.tokens(4, 9));
    assertThat(events)
        .containsSubsequence(
            new ModelEvent.Started("msg_2", "claude-x", Usage.tokens(4, 9), null),
            new ModelEvent.ThinkingDelta(0, "t"),
            new ModelEvent.BlockDone(0, new ContentBlock.Thinking("t", "s")),
            new ModelEvent.TextDelta(1, "hi"),
            new ModelEvent.BlockDone(1, new ContentBlock.Text("hi")));
  }

  @Test
  void aWholeAnswerThatIsNoneIsBroken() {
    for (String body :
        List.of(
            "",
            "null",
            "{}",
            "{\"content\":[1],\"stop_reason\":\"end_turn\"}",
            "{\"content\":[]}",
            "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}",
            "<html>")) {
      AnswerAssembler assembler =
          new AnswerAssembler(CachePolicy.OFF, null, UnaryOperator.identity(), e -> {});
      assertThat(assembler.whole(body.getBytes(StandardCharsets.UTF_8)))
          .as(body)
          .isInstanceOf(ModelAnswer.Broken.class);
    }
  }

  @Test
  void whatAModelSaidGoesBackUnchanged() throws Exception {
    ModelAnswer.Complete answer = read(Streams.FULL + Streams.STOP).complete();
    Json.Obj body = EncoderFixture.body(EncoderFixture.conversation(answer.message()));
    Json.Obj message = (Json.Obj) body.items("messages").get(1);
    assertThat(message)
        .isEqualTo(
            JsonReader.readObject(
                """
                {"role":"assistant","content":[
                {"type":"thinking","thinking":"Hm ä…","signature":"c2ln"},
                {"type":"text","text":"Grüße 🌍!\\n"},
                {"type":"tool_use","id":"toolu_1","name":"Bash",\
                "input":{"command":"ls","n":1.50}}]}\
                """));
  }
}
