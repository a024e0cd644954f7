package dev.muster.transcript;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.TranscriptItem;
import java.util.List;

/** Items with a secret in every place where a text can stand. */
final class SecretItems {

  private SecretItems() {}

  static TranscriptItem everywhere(String secret) {
    Json detail =
        Json.Obj.builder()
            .put("stdout", secret)
            .put(secret, List.of(Json.of("x" + secret), Json.of(1)))
            .build();
    return new TranscriptItem.ToolAnswered(
        "t",
        Sessions.NOW,
        "toolu",
        List.of(
            new ContentBlock.Text(secret),
            new ContentBlock.Document("application/pdf", "aGk=", secret)),
        false,
        detail);
  }

  static TranscriptItem answer(String secret) {
    Json.Obj input = Json.Obj.builder().put("command", "curl -H " + secret).build();
    return new TranscriptItem.AssistantSaid(
        "a",
        Sessions.NOW,
        "msg",
        "model",
        List.of(
            new ContentBlock.Thinking("the key is " + secret, "sig"),
            new ContentBlock.Text(secret),
            new ContentBlock.ToolUse("toolu", "Bash", input),
            new ContentBlock.Other(input)),
        StopReason.TOOL_USE,
        Usage.NONE,
        null);
  }
}
