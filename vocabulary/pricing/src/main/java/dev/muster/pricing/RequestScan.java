package dev.muster.pricing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what a request may cost off its body, in one pass and without building it up.
 *
 * <p>Strict where policy reads: RFC 8259, at most 200 levels deep, no name twice or in another case
 * among the top level's and among those that are read below it. What is unknown is never refused:
 * it counts as the model's whole window. Stateless; safe for use by several threads.
 *
 * <p>Source: Anthropic's API reference, "Create a Message".
 */
public final class RequestScan {

  private static final int MAX_DEPTH = 200;

  /** How often the provider goes on by itself when it runs tools, and the first time. */
  private static final int TOOL_ROUNDS = 11;

  /** Searches in one request whose tool does not limit them: one a round. */
  private static final long UNLIMITED_SEARCHES = 10;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxDocumentLength(-1)
                  .maxNumberLength(400)
                  .build())
          .build();

  private static final ReadNames TOP =
      ReadNames.of(
          "model",
          "stream",
          "max_tokens",
          "messages",
          "system",
          "tools",
          "thinking",
          "speed",
          "service_tier",
          "inference_geo",
          "cache_control",
          "mcp_servers",
          "context_management",
          "container",
          "anthropic_version",
          "anthropic_beta",
          "metadata",
          "tool_choice",
          "output_config",
          "output_format",
          "fallbacks");
  private static final ReadNames TOOL =
      ReadNames.of("type", "name", "max_uses", "model", "cache_control");
  private static final ReadNames EDIT = ReadNames.of("edits", "type");

  /** Members that cost nothing but the text that they are. */
  private static final Set<String> TEXT_ALONE =
      Set.of(
          "thinking",
          "tool_choice",
          "output_config",
          "output_format",
          "anthropic_version",
          "anthropic_beta",
          "betas");

  /** Members that the model never reads. */
  private static final Set<String> NOT_READ =
      Set.of("metadata", "stop_sequences", "temperature", "top_p", "top_k");

  /** Members of which the provider's count of a prompt takes account, or that add nothing to it. */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "stream",
          "max_tokens",
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "speed",
          "service_tier",
          "inference_geo",
          "cache_control",
          "anthropic_version",
          "anthropic_beta");

  private final JsonParser parser;
  private final ContentScan content;
  private final List<RawRequest.Member> members = new ArrayList<>();
  private final List<String> advisors = new ArrayList<>();
  private @Nullable String model;
  private @Nullable String speed;
  private @Nullable String serviceTier;
  private @Nullable String inferenceGeo;
  private boolean stream;
  private OptionalLong maxTokens = OptionalLong.empty();
  private boolean countable = true;
  private int rounds = 1;
  private long searches;
  private long containers;
  private long tools;
  private long largestTool;

  private RequestScan(JsonParser parser) {
    this.parser = parser;
    this.content = new ContentScan(parser);
  }

  /** Ends a scan; the message is for whoever sent the body. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads a body. Callers bound its size. */
  public static RawRequest.Reading read(byte[] body) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      return new RawRequest.Reading.Read(new RequestScan(parser).request());
    } catch (Refusal refusal) {
      return new RawRequest.Reading.Refused(String.valueOf(refusal.getMessage()));
    } catch (JacksonException notJson) {
      return new RawRequest.Reading.Refused("The request body is not valid JSON.");
    }
  }

  private RawRequest request() throws Refusal {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Refusal("The request body is not a JSON object.");
    }
    Set<String> names = new HashSet<>();
    long seen = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      seen = TOP.see(name, seen);
      if (!names.add(name)) {
        throw new Refusal("A member of the request stands twice.");
      }
      int from = (int) parser.currentTokenLocation().getByteOffset();
      member(name, parser.nextToken());
      parser.finishToken();
      int to = (int) parser.currentLocation().getByteOffset();
      members.add(new RawRequest.Member(name, from, to));
    }
    if (parser.nextToken() != null) {
      throw new Refusal("There is text after the request's JSON object.");
    }
    return result();
  }

  private RawRequest result() {
    long text =
        PromptBound.AROUND_REQUEST
            + tools
            + content.text
            // A reference to a tool shows the model that tool once more.
            + content.references * largestTool;
    if (tools > 0) {
      text += PromptBound.AROUND_TOOLS;
    }
    return new RawRequest(
        model,
        stream,
        maxTokens,
        new PromptBound(text, content.images, content.unbounded),
        rounds,
        searches,
        containers,
        content.cache,
        speed,
        serviceTier,
        inferenceGeo,
        advisors,
        countable && rounds == 1,
        members);
  }

  private void member(String name, JsonToken token) throws Refusal {
    countable &= COUNTED.contains(name) || NOT_READ.contains(name);
    switch (name) {
      case "model" -> model = text(token, name);
      case "stream" -> stream = flag(token);
      case "max_tokens" -> maxTokens = number(token);
      case "messages" -> content.messages(token);
      case "system" -> content.blocks(token);
      case "tools" -> tools(token);
      case "speed" -> speed = text(token, name);
      case "service_tier" -> serviceTier = text(token, name);
      case "inference_geo" -> inferenceGeo = text(token, name);
      case "cache_control" -> content.cacheControl(token);
      case "mcp_servers" -> servers(token);
      case "context_management" -> contextManagement(token);
      default -> other(name);
    }
  }

  private void other(String name) throws Refusal {
    if (NOT_READ.contains(name)) {
      parser.skipChildren();
      return;
    }
    content.text += content.measure(1);
    if (!TEXT_ALONE.contains(name)) {
      content.unbounded++;
    }
  }

  private @Nullable String text(JsonToken token, String name) throws Refusal {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw new Refusal("The member \"" + name + "\" is not a text.");
    }
    return parser.getString();
  }

  private static boolean flag(JsonToken token) throws Refusal {
    if (token == JsonToken.VALUE_TRUE) {
      return true;
    }
    if (token != JsonToken.VALUE_FALSE && token != JsonToken.VALUE_NULL) {
      throw new Refusal("The member \"stream\" is neither true nor false.");
    }
    return false;
  }

  private OptionalLong number(JsonToken token) {
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      parser.skipChildren();
      return OptionalLong.empty();
    }
    double value = parser.getDoubleValue();
    return OptionalLong.of(value > 0 ? (long) Math.min(1e12, Math.ceil(value)) : 0);
  }

  private void tools(JsonToken token) throws Refusal {
    if (token != JsonToken.START_ARRAY) {
      tools += content.measure(1);
      return;
    }
    JsonToken item = parser.nextToken();
    while (item != JsonToken.END_ARRAY) {
      long size = item == JsonToken.START_OBJECT ? tool() : content.measure(2);
      size += PromptBound.AROUND_TOOL;
      tools += size;
      largestTool = Math.max(largestTool, size);
      item = parser.nextToken();
    }
  }

  private long tool() throws Refusal {
    long size = TextBound.AROUND_JSON_VALUE;
    long seen = 0;
    String type = "custom";
    long uses = UNLIMITED_SEARCHES;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      seen = TOOL.see(name, seen);
      JsonToken token = parser.nextToken();
      size += TextBound.AROUND_JSON_VALUE + 2L * name.length();
      if (name.equals("cache_control")) {
        content.cacheControl(token);
      } else if (token == JsonToken.VALUE_STRING && name.equals("type")) {
        type = parser.getString();
        size += 2L * type.length();
      } else if (token == JsonToken.VALUE_STRING && name.equals("model")) {
        advisors.add(parser.getString());
      } else if (name.equals("max_uses")) {
        uses = number(token).orElse(UNLIMITED_SEARCHES);
      } else {
        long measured = content.measure(2);
        size += name.equals("name") ? 2 * measured : measured;
      }
    }
    serverTool(type, uses);
    return size;
  }

  private void serverTool(String type, long uses) {
    if (type.equals("custom") || isClientTool(type)) {
      return;
    }
    rounds = TOOL_ROUNDS;
    if (type.startsWith("code_execution_")) {
      containers++;
    } else if (!type.startsWith("web_fetch_") && !type.startsWith("tool_search_tool_")) {
      // Searches, and whatever is not known: as dear as a search.
      searches += uses;
    }
  }

  /** Tools that the vendor describes and the client runs. */
  private static boolean isClientTool(String type) {
    return type.startsWith("bash_")
        || type.startsWith("text_editor_")
        || type.startsWith("computer_")
        || type.startsWith("memory_");
  }

  private void servers(JsonToken token) throws Refusal {
    content.text += content.measure(1);
    if (token != JsonToken.VALUE_NULL) {
      rounds = TOOL_ROUNDS;
    }
  }

  /** An edit that does more than leave things out makes the provider read the prompt once more. */
  private void contextManagement(JsonToken token) throws Refusal {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT || !onlyClears()) {
      rounds = Math.max(rounds, 2);
    }
    parser.skipChildren();
  }

  private boolean onlyClears() throws Refusal {
    boolean only = true;
    long seen = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      seen = EDIT.see(name, seen);
      JsonToken token = parser.nextToken();
      if (!name.equals("edits") || token != JsonToken.START_ARRAY) {
        only = false;
        parser.skipChildren();
        continue;
      }
      JsonToken item = parser.nextToken();
      while (item != JsonToken.END_ARRAY) {
        only &= item == JsonToken.START_OBJECT && clears();
        item = parser.nextToken();
      }
    }
    return only;
  }

  private boolean clears() throws Refusal {
    boolean clears = false;
    long seen = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      seen = EDIT.see(name, seen);
      JsonToken token = parser.nextToken();
      if (name.equals("type") && token == JsonToken.VALUE_STRING) {
        clears = parser.getString().startsWith("clear_");
      } else {
        parser.skipChildren();
      }
    }
    return clears;
  }
}
