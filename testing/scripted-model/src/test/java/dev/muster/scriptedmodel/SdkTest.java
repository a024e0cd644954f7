package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.RateLimitException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import org.junit.jupiter.api.Test;

/** The vendor's own client understands what this server says. */
class SdkTest {

  private static AnthropicClient client(ScriptedModel model) {
    return AnthropicOkHttpClient.builder().apiKey("key").baseUrl(model.url()).maxRetries(0).build();
  }

  private static MessageCreateParams params() {
    return MessageCreateParams.builder()
        .model("claude-test")
        .maxTokens(4000)
        .thinking(ThinkingConfigAdaptive.builder().build())
        .addUserMessage("hi")
        .build();
  }

  @Test
  void theOfficialClientReadsAStream() {
    Script script =
        Script.of(
            Turn.blocks(
                Requests.json("{'type':'thinking','thinking':'let me see','signature':'sig'}"),
                Requests.json("{'type':'text','text':'I will read a file of yours, if I may.'}"),
                Requests.json(
                    "{'type':'tool_use','id':'toolu_x','name':'Read','input':{'n':[1,2]}}")));
    try (ScriptedModel model = ScriptedModel.start(script)) {
      AnthropicClient client = client(model);
      MessageAccumulator accumulator = MessageAccumulator.create();
      try (StreamResponse<RawMessageStreamEvent> stream =
          client.messages().createStreaming(params())) {
        stream.stream().forEach(accumulator::accumulate);
      }
      client.close();
      Message message = accumulator.message();
      assertThat(message.content().get(0).asThinking().signature()).isEqualTo("sig");
      assertThat(message.content().get(1).asText().text())
          .isEqualTo("I will read a file of yours, if I may.");
      assertThat(message.content().get(2).asToolUse().id()).isEqualTo("toolu_x");
      assertThat(message.content().get(2).asToolUse()._input().toString()).contains("[1, 2]");
      assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
      assertThat(message.usage().outputTokens()).isGreaterThan(1);
      model.assertPlayed();
    }
  }

  @Test
  void theOfficialClientReadsWholeAnswersErrorsAndCounts() {
    Script script = Script.of(Turn.text("hello"), Turn.error(429, "slow down"));
    try (ScriptedModel model = ScriptedModel.start(script)) {
      AnthropicClient client = client(model);
      assertThat(client.messages().create(params()).content().getFirst().asText().text())
          .isEqualTo("hello");
      assertThatThrownBy(() -> client.messages().create(params()))
          .isInstanceOf(RateLimitException.class)
          .hasMessageContaining("slow down");
      MessageCountTokensParams count =
          MessageCountTokensParams.builder().model("claude-test").addUserMessage("hi").build();
      assertThat(client.messages().countTokens(count).inputTokens()).isEqualTo(7);
      assertThat(client.models().list().data().getFirst().id())
          .isEqualTo(Script.DEFAULT_MODELS.getFirst());
      client.close();
      model.assertPlayed();
    }
  }
}
