package dev.muster.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.Role;
import dev.muster.model.ThinkingMode;
import dev.muster.model.ToolSpec;
import dev.muster.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PromptMeterTest {

  private static ModelRequest request(String model, List<String> system, List<Message> messages) {
    return new ModelRequest(
        model,
        system,
        List.of(new ToolSpec("Read", "Reads.", Json.Obj.EMPTY)),
        messages,
        100,
        new ThinkingMode.Unset(),
        CachePolicy.OFF,
        null,
        null,
        null,
        Json.Obj.EMPTY);
  }

  private static Message assistant(String text) {
    return new Message(Role.ASSISTANT, List.of(new ContentBlock.Text(text)));
  }

  @Test
  void aGrowingAndAShrinkingConversationIsBoundedLikeAWholeOne() {
    Random random = new Random(3);
    PromptMeter meter = new PromptMeter();
    List<Message> messages = new ArrayList<>();
    List<String> system = List.of("s");
    for (int round = 0; round < 500; round++) {
      switch (random.nextInt(5)) {
        case 0 -> messages.subList(random.nextInt(messages.size() + 1), messages.size()).clear();
        case 1 -> system = List.of("s".repeat(random.nextInt(50)));
        default -> messages.add(Message.user("x".repeat(random.nextInt(100))));
      }
      ModelRequest request = request("m", system, messages);
      assertThat(meter.bound(request)).isEqualTo(PromptBound.of(request));
    }
  }

  @Test
  void whatTheProviderCountedReplacesTheBytes() {
    PromptMeter meter = new PromptMeter();
    List<String> system = List.of("s".repeat(40_000));
    Message first = Message.user("u".repeat(1000));
    ModelRequest sent = request("m", system, List.of(first));
    assertThat(meter.bound(sent).text()).isGreaterThan(41_000);
    Message answer = assistant("a".repeat(4000));
    meter.counted(sent, new Usage(10, 900, 0, 0, 9_000, 0, 0, null, null), answer);
    Message next = Message.user("r".repeat(500));
    ModelRequest followUp = request("m", system, List.of(first, answer, next));
    assertThat(meter.bound(followUp).text())
        .isBetween(9_010L + 900 + 500, 9_010L + 2 * 900 + 500 + 1_000);
    // Another model, system prompt or history counts differently.
    assertThat(meter.bound(request("n", system, followUp.messages())).text()).isGreaterThan(45_000);
    assertThat(meter.bound(request("m", List.of("t".repeat(40_000)), followUp.messages())).text())
        .isGreaterThan(45_000);
    assertThat(meter.bound(request("m", system, List.of(Message.user("v"), answer, next))).text())
        .isGreaterThan(44_000);
    assertThat(meter.bound(followUp).text()).isLessThan(13_000);
    // An answer that was not kept is bounded by what stands in its place.
    assertThat(
            meter.bound(request("m", system, List.of(first, assistant("b".repeat(50_000))))).text())
        .isGreaterThan(59_000);
  }

  @Test
  void anImageThatWasCountedIsNoLongerGuessed() {
    PromptMeter meter = new PromptMeter();
    Message image =
        new Message(
            Role.USER,
            List.of(
                new ContentBlock.Image("image/png", "AA"),
                new ContentBlock.Document("application/pdf", "AA", "t")));
    ModelRequest sent = request("m", List.of("s"), List.of(image));
    assertThat(meter.bound(sent))
        .extracting(PromptBound::images, PromptBound::unbounded)
        .containsExactly(1L, 1L);
    Message answer = assistant("seen");
    meter.counted(sent, Usage.tokens(3_000, 5), answer);
    PromptBound after = meter.bound(request("m", List.of("s"), List.of(image, answer, image)));
    assertThat(after)
        .extracting(PromptBound::images, PromptBound::unbounded)
        .containsExactly(1L, 1L);
    after = meter.bound(request("m", List.of("s"), List.of(image, answer, Message.user("x"))));
    assertThat(after.unbounded()).isZero();
    assertThat(after.images()).isZero();
    assertThat(after.text()).isLessThan(4_000);
  }

  @Test
  void aCountOfNothingIsNotBelieved() {
    PromptMeter meter = new PromptMeter();
    ModelRequest sent = request("m", List.of("s".repeat(9_000)), List.of(Message.user("u")));
    meter.bound(sent);
    meter.counted(sent, Usage.NONE, null);
    assertThat(meter.bound(sent).text()).isGreaterThan(9_000);
  }

  @Test
  void manyMessagesAreLookedAtOnce() {
    PromptMeter meter = new PromptMeter();
    List<Message> messages = new ArrayList<>();
    List<String> system = List.of("s");
    String text = "x".repeat(2_000);
    for (int i = 0; i < 10_000; i++) {
      messages.add(Message.user(text));
    }
    meter.bound(request("m", system, messages));
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      messages.add(Message.user(text));
      meter.bound(request("m", system, messages));
    }
    // Looking at all two hundred megabytes a hundred times would take many seconds.
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(3_000);
  }

  @Test
  void aCountIsTakenWithItsMargin() {
    PromptBound sound = new PromptBound(40_000, 0, 0);
    assertThat(sound.counted(11_000)).isEqualTo(new PromptBound(11_806, 0, 0));
    assertThat(sound.counted(60_000)).as("never above the bytes").isEqualTo(sound);
    assertThat(sound.counted(1)).as("nor far below").isEqualTo(new PromptBound(10_000, 0, 0));
    PromptBound picture = new PromptBound(40_000, 1, 0);
    assertThat(picture.counted(11_000)).isEqualTo(picture);
    PromptBound document = new PromptBound(40_000, 0, 1);
    assertThat(document.counted(11_000)).isEqualTo(document);
  }
}
