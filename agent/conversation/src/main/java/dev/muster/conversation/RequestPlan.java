package dev.muster.conversation;

import dev.muster.model.ModelRequest;
import dev.muster.model.ThinkingMode;
import dev.muster.model.ToolSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of every request of a session that stands before its messages. Immutable; make a new one
 * when the model, the tools or the system prompt change.
 */
public final class RequestPlan {

  /** The least that the provider takes as a budget for reasoning. */
  private static final long LEAST_THINKING = 1_024;

  private static final long LEAST_ANSWER = 4_096;

  private final List<String> system;
  private final List<ToolSpec> tools;
  private final RequestOptions options;
  private final long fixedTokens;

  /** Plans the requests of a session. */
  public RequestPlan(List<String> system, List<ToolSpec> tools, RequestOptions options) {
    this.system = List.copyOf(system);
    this.tools = List.copyOf(tools);
    this.options = options;
    this.fixedTokens = Tokens.ofFixed(this.system, this.tools);
  }

  /** An estimate of the tokens before the messages. */
  public long fixedTokens() {
    return fixedTokens;
  }

  /** The options of every request. */
  public RequestOptions options() {
    return options;
  }

  /** The next request of a conversation. */
  public ModelRequest request(Conversation conversation) {
    return request(conversation, null);
  }

  /**
   * The next request of a conversation.
   *
   * @param forcedTool the one tool that must be called, or {@code null}
   */
  public ModelRequest request(Conversation conversation, @Nullable String forcedTool) {
    long maxTokens = fitting(conversation.promptTokens(fixedTokens));
    ThinkingMode thinking =
        forcedTool == null
            ? thinkingWithin(options.thinking(), maxTokens)
            : withoutThinking(options.thinking());
    return new ModelRequest(
        options.model(),
        system,
        tools,
        conversation.messages(),
        maxTokens,
        thinking,
        options.cache(),
        options.effort(),
        options.userId(),
        forcedTool,
        options.extraBody());
  }

  /** The output limit, less where prompt and answer together would pass the window. */
  private long fitting(long promptTokens) {
    long left = options.contextWindow() - promptTokens;
    return Math.clamp(left, Math.min(LEAST_ANSWER, options.maxTokens()), options.maxTokens());
  }

  /** A request with fewer output tokens, and where it reasons on a budget, with one that fits. */
  public static ModelRequest shortened(ModelRequest request, long maxTokens) {
    ThinkingMode thinking = thinkingWithin(request.thinking(), maxTokens);
    ModelRequest shorter = request.withMaxTokens(maxTokens);
    return thinking.equals(request.thinking()) ? shorter : withThinking(shorter, thinking);
  }

  private static ModelRequest withThinking(ModelRequest request, ThinkingMode thinking) {
    return new ModelRequest(
        request.model(),
        request.system(),
        request.tools(),
        request.messages(),
        request.maxTokens(),
        thinking,
        request.cache(),
        request.effort(),
        request.userId(),
        request.forcedTool(),
        request.extraBody());
  }

  /** The mode with a budget that leaves room for an answer. */
  static ThinkingMode thinkingWithin(ThinkingMode mode, long maxTokens) {
    if (mode instanceof ThinkingMode.Budget(long tokens)) {
      long fitting = Math.min(Math.max(tokens, LEAST_THINKING), maxTokens - 1);
      return fitting < LEAST_THINKING
          ? new ThinkingMode.Disabled()
          : new ThinkingMode.Budget(fitting);
    }
    return mode;
  }

  /** A provider refuses to reason about a call that is forced. */
  private static ThinkingMode withoutThinking(ThinkingMode mode) {
    return mode instanceof ThinkingMode.Unset ? mode : new ThinkingMode.Disabled();
  }
}
