package dev.muster.transcript;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.TranscriptItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Items of every kind, the same for the same seed. */
final class RandomItems {

  private static final String[] PIECES = {
    "plain words ",
    "\"quoted\" ",
    "back\\slash ",
    "line\nbreak ",
    "tab\t",
    "naïve ",
    "日本語 ",
    "🙂 ",
    "\u0000\u001f",
    "\u2028",
    "</tag> ",
    "{\"type\":\"summary\",",
    "0123456789"
  };

  private static final List<StopReason> STOPS = List.of(StopReason.values());

  private final Random random;
  private int next;

  RandomItems(long seed) {
    this.random = new Random(seed);
  }

  List<TranscriptItem> list(int count) {
    List<TranscriptItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item());
    }
    return items;
  }

  TranscriptItem item() {
    String id = "item-" + next++;
    Instant at = Instant.ofEpochSecond(1_780_000_000L + next, random.nextInt(1_000_000_000));
    return switch (random.nextInt(12)) {
      case 0, 1 -> new TranscriptItem.UserSaid(id, at, blocks(true), TranscriptItem.Source.PROMPT);
      case 2 -> new TranscriptItem.UserSaid(id, at, blocks(true), TranscriptItem.Source.AGENT);
      case 3 -> new TranscriptItem.Compacted(id, at, text(), random.nextInt(200_000));
      case 4, 5, 6, 7 ->
          new TranscriptItem.ToolAnswered(
              id,
              at,
              "toolu_" + random.nextInt(),
              blocks(true),
              random.nextBoolean(),
              random.nextBoolean() ? json(3) : null);
      default ->
          new TranscriptItem.AssistantSaid(
              id,
              at,
              "msg_" + next,
              "model-" + random.nextInt(2),
              blocks(false),
              STOPS.get(random.nextInt(STOPS.size())),
              usage(),
              random.nextBoolean() ? "req_" + next : null);
    };
  }

  private Usage usage() {
    return new Usage(
        random.nextInt(1_000),
        random.nextInt(1_000),
        random.nextInt(3) * 100L,
        random.nextInt(3) * 100L,
        random.nextInt(1_000),
        random.nextInt(2),
        random.nextInt(2),
        random.nextBoolean() ? "standard" : null,
        random.nextBoolean() ? "eu" : null);
  }

  private List<ContentBlock> blocks(boolean user) {
    List<ContentBlock> blocks = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      blocks.add(user ? userBlock() : modelBlock());
    }
    return blocks;
  }

  private ContentBlock userBlock() {
    return switch (random.nextInt(4)) {
      case 0 -> new ContentBlock.Image("image/png", "aGVsbG8=");
      case 1 -> new ContentBlock.Document("application/pdf", "aGVsbG8=", text());
      default -> new ContentBlock.Text(text());
    };
  }

  private ContentBlock modelBlock() {
    return switch (random.nextInt(5)) {
      case 0 -> new ContentBlock.Thinking(text(), "c2ln");
      case 1 -> new ContentBlock.RedactedThinking("ZGF0YQ==");
      case 2 ->
          new ContentBlock.ToolUse(
              "toolu_" + random.nextInt(),
              "Bash",
              new Json.Obj(Map.of("command", new Json.Str(text()), "x", json(2))));
      case 3 -> new ContentBlock.Other(Json.Obj.builder().put("type", "text").put("y", 1).build());
      default -> new ContentBlock.Text(text());
    };
  }

  private Json json(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Json.NULL;
      case 1 -> new Json.Bool(random.nextBoolean());
      case 2 -> new Json.Num("1.50e-3");
      case 3 -> new Json.Num("123456789012345678901234567890");
      case 4 -> new Json.Str(text());
      case 5 -> new Json.Arr(List.of(json(depth - 1), json(depth - 1)));
      default -> new Json.Obj(Map.of(text() + "k", json(depth - 1)));
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    if (random.nextInt(50) == 0) {
      text.append("x".repeat(300_000));
    }
    return text.toString();
  }
}
