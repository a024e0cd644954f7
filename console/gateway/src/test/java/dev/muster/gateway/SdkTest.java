package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.muster.scriptedmodel.ScriptedModel;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vendor's own client speaks through a gateway to a server that polices the protocol. */
class SdkTest {

  private static MessageCreateParams params() {
    return MessageCreateParams.builder()
        .model("claude-sonnet-5-5")
        .maxTokens(4000)
        .addUserMessage("hi")
        .build();
  }

  private static World world(ScriptedModel model, long capNanos) {
    return new World(
        GatewaySettings.of(List.of(World.messages("scripted", URI.create(model.url())))),
        List.of(World.cap(capNanos)));
  }

  private static AnthropicClient client(World world, String key) {
    return AnthropicOkHttpClient.builder()
        .apiKey(key)
        .baseUrl(world.uri("").toString())
        .maxRetries(0)
        .build();
  }

  @Test
  void theOfficialClientStreamsAsksCountsAndLists() {
    Script script = Script.of(Turn.text("I say this."), Turn.text("whole"));
    try (ScriptedModel model = ScriptedModel.start(script);
        World world = world(model, 1_000_000_000_000L)) {
      AnthropicClient client = client(world, World.KEY);
      MessageAccumulator accumulator = MessageAccumulator.create();
      try (StreamResponse<RawMessageStreamEvent> stream =
          client.messages().createStreaming(params())) {
        stream.stream().forEach(accumulator::accumulate);
      }
      assertThat(accumulator.message().content().getFirst().asText().text())
          .isEqualTo("I say this.");
      assertThat(client.messages().create(params()).content().getFirst().asText().text())
          .isEqualTo("whole");
      MessageCountTokensParams count =
          MessageCountTokensParams.builder()
              .model("claude-sonnet-5-5")
              .addUserMessage("hi")
              .build();
      assertThat(client.messages().countTokens(count).inputTokens()).isPositive();
      assertThat(client.models().list().data()).isNotEmpty();
      assertThat(world.rows(2)).allMatch(row -> row.nanos() > 0 && row.nanos() <= row.bound());
      client.close();
      model.assertPlayed();
    }
  }

  @Test
  void theOfficialClientUnderstandsRefusals() {
    try (ScriptedModel model = ScriptedModel.start(Script.of());
        World world = world(model, 0)) {
      AnthropicClient client = client(world, World.KEY);
      assertThatThrownBy(() -> client.messages().create(params()))
          .isInstanceOf(RateLimitException.class)
          .hasMessageContaining("spend limit reached");
      AnthropicClient stranger = client(world, "nobody");
      assertThatThrownBy(() -> stranger.messages().create(params()))
          .isInstanceOf(UnauthorizedException.class);
      client.close();
      stranger.close();
      assertThat(model.requests()).isEmpty();
    }
  }
}
