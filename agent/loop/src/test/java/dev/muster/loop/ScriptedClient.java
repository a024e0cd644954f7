package dev.muster.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.Message;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelClient;
import dev.muster.model.ModelEvent;
import dev.muster.model.ModelRequest;
import dev.muster.model.Role;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model that answers from a script and refuses a request that breaks the protocol. */
final class ScriptedClient implements ModelClient {

  /** One answer of the script. */
  @FunctionalInterface
  interface Step {
    ModelAnswer answer(ModelRequest request, boolean streamed, Consumer<ModelEvent> events)
        throws InterruptedException;
  }

  /** A request as it came. */
  record Sent(ModelRequest request, boolean streamed) {
    String lastText() {
      return text(request.messages().getLast());
    }
  }

  final List<Sent> sent = new ArrayList<>();
  private final Deque<Step> script = new ArrayDeque<>();
  private int answers;

  /** The requests whose prompts were to be counted. */
  final List<ModelRequest> counted = new ArrayList<>();

  /** What is told of a prompt's length. */
  Function<ModelRequest, OptionalLong> counter = request -> OptionalLong.empty();

  /** What answers once the script is over, if anything. */
  @Nullable Step always;

  ScriptedClient then(Step step) {
    script.add(step);
    return this;
  }

  ScriptedClient says(String text) {
    return answers(StopReason.END_TURN, Usage.tokens(100, 10), new ContentBlock.Text(text));
  }

  ScriptedClient calls(ContentBlock.ToolUse... uses) {
    return answers(StopReason.TOOL_USE, Usage.tokens(100, 10), uses);
  }

  ScriptedClient answers(StopReason reason, Usage usage, ContentBlock... blocks) {
    return then((request, streamed, events) -> complete(request, reason, usage, events, blocks));
  }

  ScriptedClient fails(FailureKind kind, @Nullable Integer status) {
    return then((request, streamed, events) -> new ModelAnswer.Failed(kind, "no", status, null));
  }

  /** An answer that streams a text and breaks. */
  ScriptedClient breaks(Usage counted) {
    return then((request, streamed, events) -> {
      events.accept(new ModelEvent.Started("msg_broken", request.model(), counted, null));
      events.accept(new ModelEvent.TextDelta(0, "half"));
      return new ModelAnswer.Broken(FailureKind.NETWORK, "cut", counted, null, null);
    });
  }

  static ContentBlock.ToolUse use(String id, String name) {
    return new ContentBlock.ToolUse(id, name, Json.Obj.EMPTY);
  }

  static ContentBlock.ToolUse use(String id, String name, String member, String value) {
    return new ContentBlock.ToolUse(id, name, Json.Obj.builder().put(member, value).build());
  }

  ModelAnswer complete(
      ModelRequest request,
      StopReason reason,
      Usage usage,
      Consumer<ModelEvent> events,
      ContentBlock... blocks) {
    String id = "msg_" + ++answers;
    events.accept(new ModelEvent.Raw(Json.Obj.builder().put("type", "message_start").build()));
    events.accept(new ModelEvent.Started(id, request.model(), usage, "req_" + answers));
    for (ContentBlock block : blocks) {
      if (block instanceof ContentBlock.Text(String text)) {
        events.accept(new ModelEvent.TextDelta(0, text));
      }
      events.accept(new ModelEvent.BlockDone(0, block));
    }
    return new ModelAnswer.Complete(
        new Message(Role.ASSISTANT, List.of(blocks)),
        id,
        request.model(),
        reason,
        null,
        usage,
        "req_" + answers);
  }

  static ModelEvent retrying(int attempt, FailureKind kind, @Nullable Integer status) {
    return new ModelEvent.Retrying(attempt, 10, Duration.ofMillis(1), status, kind, "no");
  }

  @Override
  public ModelAnswer send(ModelRequest request, boolean streamed, Consumer<ModelEvent> events)
      throws InterruptedException {
    checkProtocol(request);
    sent.add(new Sent(request, streamed));
    Step step = script.isEmpty() ? always : script.poll();
    if (step == null) {
      throw new AssertionError("a request that the script does not expect: " + sent.getLast());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return step.answer(request, streamed, events);
  }

  @Override
  public OptionalLong countPrompt(ModelRequest request) {
    counted.add(request);
    return counter.apply(request);
  }

  boolean isDone() {
    return script.isEmpty();
  }

  @Override
  public void close() {}

  /** Roles alternate from the user on, and every tool use is answered by the next message. */
  private static void checkProtocol(ModelRequest request) {
    Role expected = Role.USER;
    Set<String> open = Set.of();
    for (Message message : request.messages()) {
      assertThat(message.role()).isEqualTo(expected);
      assertThat(message.content()).isNotEmpty();
      Set<String> used = new HashSet<>();
      Set<String> answered = new HashSet<>();
      for (ContentBlock block : message.content()) {
        if (block instanceof ContentBlock.ToolUse use) {
          assertThat(used.add(use.id())).isTrue();
        } else if (block instanceof ContentBlock.ToolResult result) {
          assertThat(answered.add(result.toolUseId())).isTrue();
        }
      }
      assertThat(answered).isEqualTo(open);
      open = used;
      expected = expected == Role.USER ? Role.ASSISTANT : Role.USER;
    }
    assertThat(open).isEmpty();
  }

  /** All texts of a message, tool results included. */
  static String text(Message message) {
    StringBuilder all = new StringBuilder();
    for (ContentBlock block : message.content()) {
      if (block instanceof ContentBlock.Text(String text)) {
        all.append(text).append('\n');
      } else if (block instanceof ContentBlock.ToolResult result) {
        all.append(text(new Message(Role.USER, result.content())));
      }
    }
    return all.toString();
  }
}
