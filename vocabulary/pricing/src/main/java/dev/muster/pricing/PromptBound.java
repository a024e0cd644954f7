package dev.muster.pricing;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.ToolSpec;

/**
 * The most tokens that a prompt, or a part of one, can be. Parts add up.
 *
 * @param text the most tokens of everything that its bytes bound
 * @param images how many images there are; how many tokens one can be depends on the model
 * @param unbounded how many parts there are that nothing bounds but the model's window: documents
 *     whose pages are compressed, and blocks of a kind that is not known
 */
public record PromptBound(long text, long images, long unbounded) {

  /** Of nothing. */
  public static final PromptBound NONE = new PromptBound(0, 0, 0);

  /** What the provider adds to every request of its own. */
  static final long AROUND_REQUEST = 512;

  /** What the provider tells the model about tools in general. */
  static final long AROUND_TOOLS = 2_048;

  static final long AROUND_TOOL = 64;
  static final long AROUND_MESSAGE = 16;
  static final long AROUND_BLOCK = 32;

  /** Both parts together. */
  public PromptBound plus(PromptBound other) {
    return new PromptBound(text + other.text, images + other.images, unbounded + other.unbounded);
  }

  /**
   * The bound of the same prompt once the provider has counted it; this one where the prompt has
   * parts of which the count may say too little: pictures, documents, blocks of unknown kinds.
   *
   * <p>What the count guarantees: the provider documents it as an estimate, from which the tokens
   * that are billed "may differ by a small amount", and which may contain tokens that are not
   * billed; tokens of tools that the provider runs are counted for the first round only, and no
   * request of ours has such tools. So a twentieth and 256 tokens are added. And the count is not
   * believed below a token for four of the bytes that bound the text, less than which no language
   * or code comes to by much: with that, a count that is wrong altogether costs little.
   *
   * <p>How the tokens are paid for is not part of it: the price of the dearest way to read a prompt
   * is for {@link Pricing} to take, and what the model thinks is output.
   *
   * <p>Source: Anthropic's documentation, "Token counting".
   */
  public PromptBound counted(long tokens) {
    if (images > 0 || unbounded > 0) {
      return this;
    }
    long most = tokens + tokens / 20 + 256;
    return new PromptBound(Math.clamp(most, text / 4, text), 0, 0);
  }

  /** What is left of this prompt after its first part was taken away. */
  PromptBound minus(PromptBound first) {
    return new PromptBound(text - first.text, images - first.images, unbounded - first.unbounded);
  }

  private static PromptBound tokens(long tokens) {
    return new PromptBound(tokens, 0, 0);
  }

  /** Of a whole request. */
  public static PromptBound of(ModelRequest request) {
    PromptBound bound = ofHead(request);
    for (Message message : request.messages()) {
      bound = bound.plus(of(message));
    }
    return bound;
  }

  /** Of all of a request but its messages. */
  static PromptBound ofHead(ModelRequest request) {
    long tokens = AROUND_REQUEST + AROUND_TOOLS + TextBound.of(request.extraBody());
    for (String text : request.system()) {
      tokens += AROUND_BLOCK + TextBound.of(text);
    }
    for (ToolSpec tool : request.tools()) {
      tokens +=
          AROUND_TOOL
              + 2 * TextBound.of(tool.name())
              + TextBound.of(new Json.Str(tool.description()))
              + TextBound.of(tool.inputSchema());
    }
    return tokens(tokens);
  }

  /** Of one message. */
  public static PromptBound of(Message message) {
    PromptBound bound = tokens(AROUND_MESSAGE);
    for (ContentBlock block : message.content()) {
      bound = bound.plus(of(block));
    }
    return bound;
  }

  private static PromptBound of(ContentBlock block) {
    return switch (block) {
      case ContentBlock.Text(String text) -> tokens(AROUND_BLOCK + TextBound.of(text));
      case ContentBlock.Image image -> new PromptBound(AROUND_BLOCK, 1, 0);
      case ContentBlock.Document document -> ofDocument(document);
      case ContentBlock.ToolUse use ->
          tokens(
              AROUND_BLOCK
                  + use.id().length()
                  + 2 * TextBound.of(use.name())
                  + TextBound.of(use.input()));
      case ContentBlock.ToolResult result -> {
        PromptBound bound = tokens(AROUND_BLOCK + result.toolUseId().length());
        for (ContentBlock part : result.content()) {
          bound = bound.plus(of(part));
        }
        yield bound;
      }
      // The signature carries the whole reasoning, of which the text may be a summary.
      case ContentBlock.Thinking(String thinking, String signature) ->
          tokens(AROUND_BLOCK + TextBound.of(thinking) + signature.length());
      case ContentBlock.RedactedThinking(String data) -> tokens(AROUND_BLOCK + data.length());
      case ContentBlock.Other other -> new PromptBound(0, 0, 1);
    };
  }

  private static PromptBound ofDocument(ContentBlock.Document document) {
    if (!document.mediaType().equals("text/plain")) {
      return new PromptBound(0, 0, 1);
    }
    // Four letters of base64 are three bytes; NFKC makes at most eleven of one (U+FDFA).
    return tokens(
        AROUND_BLOCK + TextBound.of(document.title()) + 11 * (document.base64().length() * 3L / 4));
  }
}
