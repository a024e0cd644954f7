package dev.muster.cli;

import dev.muster.conversation.Mention;
import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns the files that a prompt names by {@code @path} into calls of the read tool. */
final class Attachments {

  private Attachments() {}

  static List<ToolCall> of(
      List<ContentBlock> prompt, Path folder, Surroundings around, Toolbox tools) {
    if (tools.registry().find("Read").isEmpty()) {
      return List.of();
    }
    List<ToolCall> calls = new ArrayList<>();
    for (ContentBlock block : prompt) {
      if (block instanceof ContentBlock.Text(String text) && text.indexOf('@') >= 0) {
        for (Mention mention : Mention.in(text)) {
          mention
              .resolve(folder, around.home())
              .filter(Files::isRegularFile)
              .ifPresent(path -> calls.add(call(mention, path, around)));
        }
      }
    }
    return List.copyOf(calls);
  }

  private static ToolCall call(Mention mention, Path path, Surroundings around) {
    Json.Builder input = Json.Obj.builder().put("file_path", path.toString());
    if (mention.fromLine() > 0) {
      input.put("offset", mention.fromLine());
      if (mention.toLine() >= mention.fromLine()) {
        input.put("limit", mention.toLine() - mention.fromLine() + 1L);
      }
    }
    return new ToolCall("mention-" + around.ids().get(), "Read", input.build());
  }
}
