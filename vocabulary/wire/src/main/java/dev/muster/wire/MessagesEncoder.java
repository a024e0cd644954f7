package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.Role;
import dev.muster.model.ThinkingMode;
import dev.muster.model.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Encodes a request as the JSON body of Anthropic's Messages API.
 *
 * <p>The members of the body come in a fixed order and the same message is always written the same
 * way, so that the provider finds the longest common prefix in its cache. Three things are mended
 * because the API refuses them: empty text blocks are left out where others stand beside them, lone
 * surrogates become question marks, and thinking is not asked for where a tool is forced.
 *
 * <p>Stateless and safe for use by several threads. The second half of a long conversation is
 * written by another thread meanwhile: it is most of what a resumed session waits for.
 */
public final class MessagesEncoder {

  /** Members that {@code extraBody} cannot set, since each belongs to a field of the request. */
  private static final Set<String> OWNED =
      Set.of("model", "max_tokens", "stream", "tools", "system", "messages");

  /** From this many messages on a second thread pays. */
  private static final int MANY = 500;

  private MessagesEncoder() {}

  /**
   * Encodes one request.
   *
   * @param streamed whether the answer is asked for as a stream of events
   */
  public static RequestBody encode(ModelRequest request, boolean streamed) {
    RequestBody.Collector collector = new RequestBody.Collector();
    JsonOut out = new JsonOut(collector);
    out.startObject().put("model", request.model()).put("max_tokens", request.maxTokens());
    if (streamed) {
      out.put("stream", true);
    }
    boolean thinking = thinking(request, out);
    options(request, out);
    tools(request, out);
    system(request, out);
    messages(request, collector, out);
    extra(request, thinking, out);
    out.endObject();
    return collector.body();
  }

  /**
   * Encodes what of a request counts for {@code POST /v1/messages/count_tokens}: everything that
   * the model reads, and nothing about how it is to answer, which that call refuses. Members of
   * {@link ModelRequest#extraBody} are left out.
   *
   * <p>Source: Anthropic's API reference, "Count tokens in a message".
   */
  public static RequestBody encodeForCount(ModelRequest request) {
    RequestBody.Collector collector = new RequestBody.Collector();
    JsonOut out = new JsonOut(collector);
    out.startObject().put("model", request.model());
    thinking(request, out);
    toolChoice(request, out);
    tools(request, out);
    system(request, out);
    messages(request, collector, out);
    out.endObject();
    return collector.body();
  }

  private static boolean thinking(ModelRequest request, JsonOut out) {
    switch (request.thinking()) {
      case ThinkingMode.Unset() -> {
        return false;
      }
      case ThinkingMode.Disabled() ->
          out.startObject("thinking").put("type", "disabled").endObject();
      case ThinkingMode.Adaptive() -> {
        if (request.forcedTool() != null) {
          return false;
        }
        out.startObject("thinking").put("type", "adaptive").endObject();
      }
      case ThinkingMode.Budget(long tokens) -> {
        if (request.forcedTool() != null) {
          return false;
        }
        out.startObject("thinking").put("type", "enabled").put("budget_tokens", tokens).endObject();
      }
    }
    return true;
  }

  private static void options(ModelRequest request, JsonOut out) {
    String effort = request.effort();
    if (effort != null) {
      out.startObject("output_config").put("effort", effort).endObject();
    }
    String userId = request.userId();
    if (userId != null) {
      out.startObject("metadata").put("user_id", userId).endObject();
    }
    toolChoice(request, out);
  }

  private static void toolChoice(ModelRequest request, JsonOut out) {
    String forced = request.forcedTool();
    if (forced != null) {
      out.startObject("tool_choice").put("type", "tool").put("name", forced).endObject();
    }
  }

  private static void tools(ModelRequest request, JsonOut out) {
    if (request.tools().isEmpty()) {
      return;
    }
    out.startArray("tools");
    for (ToolSpec tool : request.tools()) {
      out.startObject()
          .put("name", tool.name())
          .put("description", tool.description())
          .put("input_schema", tool.inputSchema())
          .endObject();
    }
    out.endArray();
  }

  private static void system(ModelRequest request, JsonOut out) {
    List<String> texts = request.system();
    int last = texts.size() - 1;
    while (last >= 0 && texts.get(last).isEmpty()) {
      last--;
    }
    if (last < 0) {
      return;
    }
    out.startArray("system");
    for (int i = 0; i <= last; i++) {
      if (!texts.get(i).isEmpty()) {
        out.startObject().put("type", "text").put("text", texts.get(i));
        if (i == last) {
          BlockWriter.cacheControl(request.cache(), out);
        }
        out.endObject();
      }
    }
    out.endArray();
  }

  private static void messages(ModelRequest request, RequestBody.Collector collector, JsonOut out) {
    out.startArray("messages");
    int all = request.messages().size();
    if (all < MANY) {
      messages(request, 0, all, out);
    } else {
      int middle = all / 2;
      RequestBody.Collector rest = new RequestBody.Collector();
      FutureTask<RequestBody.Collector> half =
          new FutureTask<>(() -> messages(request, middle, all, JsonOut.within(rest)), rest);
      Thread.ofPlatform().daemon().name("encode-second-half").start(half);
      messages(request, 0, middle, out);
      collector.append(ended(half));
    }
    out.endArray();
  }

  private static void messages(ModelRequest request, int from, int to, JsonOut out) {
    List<Message> messages = request.messages();
    int firstMarked = firstMarked(request);
    for (int i = from; i < to; i++) {
      Message message = messages.get(i);
      boolean marked = i >= firstMarked && message.role() == Role.USER;
      out.startObject().put("role", message.role() == Role.USER ? "user" : "assistant");
      out.startArray("content");
      BlockWriter.write(message.content(), marked ? request.cache() : CachePolicy.OFF, out);
      out.endArray().endObject();
    }
  }

  /** Waits for what cannot wait for anything itself, and so not for long. */
  private static <T> T ended(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Where the second last user message that can carry a breakpoint stands. */
  private static int firstMarked(ModelRequest request) {
    List<Message> messages = request.messages();
    if (request.cache() == CachePolicy.OFF) {
      return messages.size();
    }
    int found = 0;
    for (int i = messages.size() - 1; i >= 0; i--) {
      List<ContentBlock> content = messages.get(i).content();
      if (messages.get(i).role() == Role.USER && BlockWriter.lastCacheable(content) >= 0) {
        found++;
        if (found == 2) {
          return i;
        }
      }
    }
    return 0;
  }

  private static void extra(ModelRequest request, boolean thinking, JsonOut out) {
    for (Map.Entry<String, Json> member : request.extraBody().members().entrySet()) {
      boolean taken =
          switch (member.getKey()) {
            case "thinking" -> thinking;
            case "output_config" -> request.effort() != null;
            case "metadata" -> request.userId() != null;
            case "tool_choice" -> request.forcedTool() != null;
            default -> OWNED.contains(member.getKey());
          };
      if (!taken) {
        out.put(member.getKey(), member.getValue());
      }
    }
  }
}
