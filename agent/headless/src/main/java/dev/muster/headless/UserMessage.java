package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the host: {@code {"type":"user","message":{"role":"user","content":…}}}.
 *
 * @param raw the content as it was written, for the replay
 * @param uuid the host's id of the message, or {@code null}
 * @param asks whether it starts a turn; otherwise it waits for the next message that does
 */
record UserMessage(List<ContentBlock> content, Json raw, @Nullable String uuid, boolean asks) {

  UserMessage {
    content = List.copyOf(content);
  }

  /** A prompt that did not come as a message. */
  static UserMessage prompt(String text) {
    return new UserMessage(List.of(new ContentBlock.Text(text)), Json.of(text), null, true);
  }

  /** Whether there is nothing in it that a model could answer. */
  boolean isBlank() {
    for (ContentBlock block : content) {
      if (!(block instanceof ContentBlock.Text(String text)) || !text.isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** What keeps the model from taking it, if anything does. */
  @Nullable Problem flaw() {
    for (ContentBlock block : content) {
      String flaw = Media.flaw(block);
      if (flaw != null) {
        return bad(flaw, "The model would refuse it, and the session with it; send it otherwise")
            .problem();
      }
    }
    return null;
  }

  /** This message with the content of earlier ones before its own. */
  UserMessage after(List<ContentBlock> earlier) {
    List<ContentBlock> all = new ArrayList<>(earlier);
    all.addAll(content);
    return new UserMessage(all, raw, uuid, asks);
  }

  /**
   * Reads a message.
   *
   * @throws ProblemException when it is not of this form
   */
  static UserMessage parse(Json.Obj line) {
    Json.Obj message =
        line.object("message").orElseThrow(() -> bad("a user message without \"message\"", ""));
    String role = message.string("role").orElse("user");
    if (!role.equals("user")) {
      throw bad("a user message with the role \"" + role + "\"", "Only \"user\" is taken");
    }
    Json content = message.get("content");
    List<ContentBlock> blocks = new ArrayList<>();
    if (content instanceof Json.Str(String text)) {
      blocks.add(new ContentBlock.Text(text));
    } else if (content instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        blocks.add(block(item));
      }
    } else {
      throw bad("a user message without content", "Give text or blocks");
    }
    boolean asks = line.bool("shouldQuery").orElse(true);
    return new UserMessage(blocks, content, line.string("uuid").orElse(null), asks);
  }

  private static ContentBlock block(Json item) {
    if (!(item instanceof Json.Obj block)) {
      throw bad("a content block that is not an object", "");
    }
    String type = block.string("type").orElse("");
    return switch (type) {
      case "text" -> new ContentBlock.Text(text(block, "text"));
      case "image", "document" -> withSource(type, block);
      default ->
          throw bad(
              "a content block of type \"" + type + "\"", "text, image and document are taken");
    };
  }

  private static ContentBlock withSource(String type, Json.Obj block) {
    Json.Obj source =
        block.object("source").orElseThrow(() -> bad("a block of type " + type, "no \"source\""));
    boolean plain = source.string("type").orElse("").equals("base64") && !block.has("citations");
    if (!plain) {
      return new ContentBlock.Other(block);
    }
    String mediaType = text(source, "media_type");
    String data = text(source, "data");
    return type.equals("image")
        ? new ContentBlock.Image(mediaType, data)
        : new ContentBlock.Document(mediaType, data, block.string("title").orElse(""));
  }

  private static String text(Json.Obj object, String name) {
    return object
        .string(name)
        .orElseThrow(() -> bad("a content block without \"" + name + "\"", ""));
  }

  /** The problem of a line on standard input. */
  static ProblemException bad(String what, String hint) {
    return new ProblemException(
        new Problem(
            ProblemCode.BAD_INPUT_MESSAGE,
            "Standard input (stream-json) holds " + what,
            hint.isEmpty() ? "Send one JSON message on each line" : hint));
  }
}
