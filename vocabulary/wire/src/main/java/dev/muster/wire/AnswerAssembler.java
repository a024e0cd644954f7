package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.Message;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import dev.muster.model.Role;
import dev.muster.model.StopReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts one answer of the Messages API together, from the events of a stream or from one whole body,
 * and tells each step as a {@link ModelEvent}.
 *
 * <p>An answer is {@link ModelAnswer.Complete} only after {@code message_stop} with every block
 * closed and a stop reason told. Whatever else ends it, wrong order, text that is not JSON, an
 * error event, the stream's end, makes it {@link ModelAnswer.Broken}; nothing makes it throw.
 * Events and blocks not known here are kept whole. For use by one thread.
 */
public final class AnswerAssembler {

  /** The most bytes of one answer. */
  public static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

  private static final int MAX_BLOCKS = 10_000;

  private final UsageDecoder usage;
  private final @Nullable String requestId;
  private final UnaryOperator<String> mask;
  private final Consumer<ModelEvent> events;

  private final Map<Integer, BlockAssembly> open = new TreeMap<>();
  private final Map<Integer, ContentBlock> blocks = new TreeMap<>();
  private final Set<String> callIds = new HashSet<>();
  private boolean started;
  private int lastIndex = -1;
  private String messageId = "";
  private String model = "";
  private @Nullable String stopReason;
  private @Nullable String stopSequence;
  private long bytes;
  private @Nullable ModelAnswer answer;

  /**
   * Begins an answer.
   *
   * @param cache the request's policy: cache writes whose lifetime the provider does not tell count
   *     as of that kind
   * @param requestId the provider's id of the request, or {@code null}
   * @param mask takes secrets out of what an error says
   * @param events takes each event in order
   */
  public AnswerAssembler(
      CachePolicy cache,
      @Nullable String requestId,
      UnaryOperator<String> mask,
      Consumer<ModelEvent> events) {
    this.usage = new UsageDecoder(cache);
    this.requestId = requestId;
    this.mask = mask;
    this.events = events;
  }

  /** The answer once it has ended, however it did; {@code null} until then. */
  public @Nullable ModelAnswer answer() {
    return answer;
  }

  /** Takes the data of one server-sent event; after the answer has ended nothing happens. */
  public void event(String name, byte[] data, int offset, int length) {
    if (answer != null) {
      return;
    }
    bytes += length;
    if (bytes > MAX_ANSWER_BYTES) {
      broken(FailureKind.SERVER_ERROR, "the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
      return;
    }
    try {
      if (JsonReader.read(data, offset, length) instanceof Json.Obj event) {
        event(event.string("type").orElse(name), event);
      } else {
        throw new WireException("an event of the stream is not a JSON object");
      }
    } catch (JsonException e) {
      broken(FailureKind.SERVER_ERROR, "an event of the stream is not JSON");
    } catch (WireException e) {
      broken(FailureKind.SERVER_ERROR, "the stream breaks the protocol: " + e.getMessage());
    }
  }

  /** Takes a whole answer that was not streamed and ends. */
  public ModelAnswer whole(byte[] body) {
    try {
      Json.Obj message = JsonReader.readObject(body);
      if (message.string("type").orElse("").equals("error")) {
        return broken(ErrorDecoder.decode(message, mask));
      }
      if (!(message.get("content") instanceof Json.Arr content)) {
        throw new WireException("it has no content");
      }
      begin(message);
      for (Json item : content.items()) {
        begin(lastIndex + 1, item);
        finish(lastIndex);
      }
      stop(message);
      return complete();
    } catch (JsonException e) {
      return broken(FailureKind.SERVER_ERROR, "the answer is not a JSON object");
    } catch (WireException e) {
      return broken(FailureKind.SERVER_ERROR, "the answer breaks the protocol: " + e.getMessage());
    }
  }

  /** Ends because the stream did; a complete answer stays so. */
  public ModelAnswer end() {
    return broken(FailureKind.NETWORK, "the stream ended before the answer was complete");
  }

  /** Ends because of something outside the stream; an answer that has ended stays as it is. */
  public ModelAnswer broken(FailureKind kind, String message) {
    return broken(new ProviderError(kind, ErrorDecoder.line(message, mask), null, null));
  }

  private ModelAnswer broken(ProviderError error) {
    ModelAnswer ended = answer;
    if (ended == null) {
      String id = error.requestId() == null ? requestId : error.requestId();
      ended =
          new ModelAnswer.Broken(error.kind(), error.message(), usage.usage(), error.status(), id);
      answer = ended;
    }
    return ended;
  }

  private void event(String type, Json.Obj event) throws WireException {
    if (type.equals("error")) {
      broken(ErrorDecoder.decode(event, mask));
      return;
    }
    events.accept(new ModelEvent.Raw(event));
    switch (type) {
      case "message_start" ->
          begin(
              event
                  .object("message")
                  .orElseThrow(() -> new WireException("message_start has no message")));
      case "content_block_start" -> begin(index(event), event.get("content_block"));
      case "content_block_delta" -> {
        Json.Obj delta =
            event.object("delta").orElseThrow(() -> new WireException("a delta is missing"));
        tell(openBlock(index(event)).delta(delta));
      }
      case "content_block_stop" -> finish(index(event));
      case "message_delta" -> {
        requireStarted();
        usage.report(event.get("usage"));
        stop(event.object("delta").orElse(Json.Obj.EMPTY));
      }
      case "message_stop" -> complete();
      default -> {}
    }
  }

  private void begin(Json.Obj message) throws WireException {
    if (started) {
      throw new WireException("message_start came twice");
    }
    started = true;
    messageId = message.string("id").orElse("");
    model = message.string("model").orElse("");
    usage.report(message.get("usage"));
    events.accept(new ModelEvent.Started(messageId, model, usage.usage(), requestId));
  }

  private void begin(int index, @Nullable Json block) throws WireException {
    requireStarted();
    if (index <= lastIndex) {
      throw new WireException("content blocks are out of order");
    }
    if (open.size() + blocks.size() >= MAX_BLOCKS) {
      throw new WireException("more than " + MAX_BLOCKS + " content blocks");
    }
    if (!(block instanceof Json.Obj start)) {
      throw new WireException("a content block is not an object");
    }
    BlockAssembly assembly = BlockAssembly.start(index, start);
    lastIndex = index;
    open.put(index, assembly);
    tell(assembly.initial());
  }

  private void finish(int index) throws WireException {
    ContentBlock block = openBlock(index).done();
    if (block instanceof ContentBlock.ToolUse(var id, _, _) && !callIds.add(id)) {
      throw new WireException("two tool_use blocks have one id");
    }
    open.remove(index);
    blocks.put(index, block);
    events.accept(new ModelEvent.BlockDone(index, block));
  }

  private void stop(Json.Obj told) {
    stopReason = told.string("stop_reason").orElse(stopReason);
    stopSequence = told.string("stop_sequence").orElse(stopSequence);
  }

  private ModelAnswer complete() throws WireException {
    requireStarted();
    String reason = stopReason;
    if (!open.isEmpty()) {
      throw new WireException("the message stopped within a content block");
    }
    if (reason == null) {
      throw new WireException("the message stopped without a stop reason");
    }
    ModelAnswer whole =
        new ModelAnswer.Complete(
            new Message(Role.ASSISTANT, new ArrayList<>(blocks.values())),
            messageId,
            model,
            StopReason.ofWire(reason),
            stopSequence,
            usage.usage(),
            requestId);
    answer = whole;
    return whole;
  }

  private BlockAssembly openBlock(int index) throws WireException {
    BlockAssembly block = open.get(index);
    if (block == null) {
      throw new WireException("a part of a content block that is not open");
    }
    return block;
  }

  private static int index(Json.Obj event) throws WireException {
    long index = event.whole("index").orElse(-1);
    if (index < 0 || index > Integer.MAX_VALUE - 1) {
      throw new WireException("a content block has no index");
    }
    return (int) index;
  }

  private void requireStarted() throws WireException {
    if (!started) {
      throw new WireException("message_start is missing");
    }
  }

  private void tell(@Nullable ModelEvent event) {
    if (event != null) {
      events.accept(event);
    }
  }
}
