package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Translates between Amazon Bedrock's frames and the Messages API's events: a frame's payload is
 * {@code {"bytes":"…"}}, one event's JSON in Base64. Stateless.
 *
 * <p>Source: Amazon Bedrock's API reference, "InvokeModelWithResponseStream".
 */
public final class BedrockStream {

  /** One event of the Messages API. */
  public static final class Event {
    private final String type;
    private final byte[] json;

    /** An event whose JSON is not to be changed afterwards. */
    public Event(String type, byte[] json) {
      this.type = type;
      this.json = json;
    }

    /** The event's name. */
    public String type() {
      return type;
    }

    /** Its data, not to be changed. */
    public byte[] json() {
      return json;
    }

    /** The event as the Messages API sends it. */
    public byte[] sse() {
      byte[] head = ("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + json.length + 2);
      out.writeBytes(head);
      for (byte b : json) {
        // Line ends in JSON are mere space; in an event they would end the line.
        out.write(b == '\n' || b == '\r' ? ' ' : b);
      }
      out.write('\n');
      out.write('\n');
      return out.toByteArray();
    }
  }

  /** What went wrong at Bedrock, by its HTTP status and the Messages API's word for it. */
  public record Fault(int status, String type) {}

  private BedrockStream() {}

  /**
   * The event of a frame; an exception becomes an {@code error} event.
   *
   * @throws WireException when the frame is neither
   */
  public static Event event(EventStreamFrame frame) throws WireException {
    if (!frame.header(":message-type").equals("event")) {
      return error(frame);
    }
    try {
      Json.Obj payload = JsonReader.readObject(frame.payload());
      String base64 = payload.string("bytes").orElse("");
      byte[] json = Base64.getDecoder().decode(base64);
      String type = JsonReader.readObject(json).string("type").orElse("");
      if (!isName(type)) {
        throw new WireException("an event of Bedrock's stream has no type");
      }
      return new Event(type, json);
    } catch (JsonException | IllegalArgumentException e) {
      throw new WireException("a frame of Bedrock's stream holds no event");
    }
  }

  private static Event error(EventStreamFrame frame) {
    String exception = frame.header(":exception-type");
    String said = "";
    try {
      said = JsonReader.readObject(frame.payload()).string("message").orElse("");
    } catch (JsonException notJson) {
      said = frame.header(":error-message");
    }
    Json.Obj error =
        Json.Obj.builder()
            .put("type", "error")
            .put(
                "error",
                Json.Obj.builder()
                    .put("type", fault(exception).type())
                    .put("message", said.isEmpty() ? exception : said)
                    .build())
            .build();
    return new Event("error", JsonWriter.bytes(error));
  }

  /** What an exception's name stands for, in whatever case and with or without "Exception". */
  public static Fault fault(String exception) {
    String name = exception.toLowerCase(Locale.ROOT);
    int colon = name.indexOf(':');
    name = colon < 0 ? name : name.substring(0, colon);
    name = name.substring(name.lastIndexOf('#') + 1);
    name = name.endsWith("exception") ? name.substring(0, name.length() - 9) : name;
    return switch (name) {
      case "throttling", "modelnotready", "servicequotaexceeded" ->
          new Fault(429, "rate_limit_error");
      case "validation" -> new Fault(400, "invalid_request_error");
      case "accessdenied" -> new Fault(403, "permission_error");
      case "resourcenotfound" -> new Fault(404, "not_found_error");
      case "modeltimeout" -> new Fault(408, "timeout_error");
      case "modelstreamerror", "modelerror" -> new Fault(424, "api_error");
      case "serviceunavailable" -> new Fault(503, "overloaded_error");
      default -> new Fault(500, "api_error");
    };
  }

  /** The frame of an event, as Bedrock sends it. */
  public static byte[] chunk(byte[] json) {
    byte[] base64 = Base64.getEncoder().encode(json);
    ByteArrayOutputStream payload = new ByteArrayOutputStream(base64.length + 12);
    payload.writeBytes("{\"bytes\":\"".getBytes(StandardCharsets.US_ASCII));
    payload.writeBytes(base64);
    payload.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":event-type", "chunk");
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "event");
    return EventStreamCodec.encode(headers, payload.toByteArray());
  }

  /** The frame of an exception, such as {@code modelStreamErrorException}. */
  public static byte[] exception(String name, String message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":exception-type", name);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "exception");
    return EventStreamCodec.encode(
        headers, JsonWriter.bytes(Json.Obj.builder().put("message", message).build()));
  }

  private static boolean isName(String type) {
    return !type.isEmpty()
        && type.length() <= 64
        && type.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
  }
}
