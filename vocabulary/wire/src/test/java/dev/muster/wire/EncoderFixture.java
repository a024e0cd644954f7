package dev.muster.wire;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.model.CachePolicy;
import dev.muster.model.Message;
import dev.muster.model.ModelRequest;
import dev.muster.model.ThinkingMode;
import java.util.List;

/** Requests for tests. */
final class EncoderFixture {

  private EncoderFixture() {}

  static ModelRequest request(CachePolicy cache, Message... messages) {
    return new ModelRequest(
        "claude-x",
        List.of(),
        List.of(),
        List.of(messages),
        100,
        new ThinkingMode.Unset(),
        cache,
        null,
        null,
        null,
        Json.Obj.EMPTY);
  }

  static ModelRequest conversation(Message answer) {
    return request(CachePolicy.OFF, Message.user("go"), answer, Message.user("on"));
  }

  static Json.Obj body(ModelRequest request) throws Exception {
    return JsonReader.readObject(MessagesEncoder.encode(request, true).toByteArray());
  }
}
