package dev.muster.bench;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.TranscriptItem;
import dev.muster.transcript.Redactor;
import dev.muster.transcript.Session;
import dev.muster.transcript.SessionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Writes a session of so many items for a folder, as a long afternoon of work would leave it: a
 * prompt, then answers that each read a file of about 1,500 characters.
 *
 * <p>Usage: {@code LongSession CONFIG_FOLDER FOLDER ITEMS [LINES_OF_A_FILE]}; prints the session's
 * id.
 */
public final class LongSession {

  private LongSession() {}

  /** Writes the session. */
  public static void main(String[] arguments) throws IOException {
    InstantSource clock = InstantSource.system();
    SessionStore store = new SessionStore(Path.of(arguments[0]), clock, "bench", Redactor.NONE);
    String id = UUID.randomUUID().toString();
    int items = Integer.parseInt(arguments[2]);
    int lines = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 30;
    String file = "     1\tpublic static void main(String[] arguments) {\n".repeat(lines);
    try (Session session = store.create(id, Path.of(arguments[1]).toRealPath())) {
      session.append(
          new TranscriptItem.UserSaid(
              UUID.randomUUID().toString(),
              clock.instant(),
              List.of(new ContentBlock.Text("Read through the whole project.")),
              TranscriptItem.Source.PROMPT));
      for (int i = 1; i + 1 < items; i += 2) {
        String call = "toolu_" + i;
        session.append(
            new TranscriptItem.AssistantSaid(
                UUID.randomUUID().toString(),
                clock.instant(),
                "msg_" + i,
                "claude-sonnet-5-5",
                List.of(
                    new ContentBlock.Text("Next I look at file " + i + "."),
                    new ContentBlock.ToolUse(
                        call,
                        "Read",
                        Json.Obj.builder().put("file_path", "/src/File" + i + ".java").build())),
                StopReason.TOOL_USE,
                Usage.tokens(40, 60),
                null));
        session.append(
            new TranscriptItem.ToolAnswered(
                UUID.randomUUID().toString(),
                clock.instant(),
                call,
                List.of(new ContentBlock.Text(file)),
                false,
                null));
      }
    }
    System.out.println(id);
  }
}
