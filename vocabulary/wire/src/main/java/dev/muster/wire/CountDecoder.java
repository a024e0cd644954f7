package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import java.util.OptionalLong;

/** Reads the answer of {@code POST /v1/messages/count_tokens}. Stateless. */
public final class CountDecoder {

  private CountDecoder() {}

  /** The tokens of the prompt; empty for anything but an object with a positive count. */
  public static OptionalLong promptTokens(byte[] body) {
    try {
      Json.Obj answer = JsonReader.readObject(body);
      OptionalLong tokens = answer.whole("input_tokens");
      return tokens.isPresent() && tokens.getAsLong() > 0 ? tokens : OptionalLong.empty();
    } catch (JsonException notThatAnswer) {
      return OptionalLong.empty();
    }
  }
}
