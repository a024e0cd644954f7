package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.scriptedmodel.demo.DemoProject;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.ScriptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  @TempDir Path folder;

  /** Plays an honest agent: does what the model asks for, but runs no download. */
  private Node.Obj result(Node.Obj use) throws Exception {
    Node.Obj input = (Node.Obj) use.at("input");
    String text;
    boolean error = false;
    switch (use.text("name", "")) {
      case "Read" -> text = Files.readString(Path.of(input.at("file_path").text()));
      case "Edit" -> {
        Path file = Path.of(input.at("file_path").text());
        String before = Files.readString(file);
        String old = input.at("old_string").text();
        assertThat(before.split(java.util.regex.Pattern.quote(old), -1)).hasSize(2);
        Files.writeString(file, before.replace(old, input.at("new_string").text()));
        text = "edited";
      }
      default -> {
        String command = input.at("command").text();
        if (!command.equals("./test.sh")) {
          text = "refused by the rule Bash(curl *)";
          error = true;
          break;
        }
        Process process =
            new ProcessBuilder("./test.sh")
                .directory(folder.resolve("shop").toFile())
                .redirectErrorStream(true)
                .start();
        text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        error = process.waitFor() != 0;
      }
    }
    return Node.obj(
        "type", "tool_result", "tool_use_id", use.at("id"), "content", text, "is_error", error);
  }

  @Test
  void anAgentThatObeysMendsTheShop() throws Exception {
    Path shop = folder.resolve("shop");
    DemoProject.copyTo(shop);
    List<String> used = new ArrayList<>();
    String lastText = "";
    try (ScriptedModel model = ScriptedModel.start(DemoProject.script(shop));
        RawClient client = new RawClient(model)) {
      client.header("x-claude-code-session-id", "demo");
      Node.Obj body = Requests.user("The tests fail. Please mend it.").without("stream");
      for (int i = 0; i < 10; i++) {
        Node.Obj answer = client.post(body).json();
        List<Node.Obj> results = new ArrayList<>();
        for (Node block : answer.items("content")) {
          Node.Obj object = (Node.Obj) block;
          if ("tool_use".equals(object.text("type"))) {
            used.add(object.text("name"));
            results.add(result(object));
          } else {
            lastText = object.text("text", "");
          }
        }
        if (results.isEmpty()) {
          break;
        }
        List<Node> messages = new ArrayList<>(body.items("messages"));
        messages.add(Node.obj("role", "assistant", "content", answer.at("content")));
        messages.add(Node.obj("role", "user", "content", results));
        body = body.with("messages", Node.arr(messages));
      }
      model.assertPlayed();
    }
    assertThat(used).containsExactly("Read", "Read", "Read", "Bash", "Edit", "Bash", "Bash");
    assertThat(lastText).contains("all 4 tests pass", "I did not install the commit hooks");
  }

  @Test
  void theProjectIsWrittenWithItsModes() throws IOException {
    DemoProject.copyTo(folder);
    assertThat(Files.isExecutable(folder.resolve("test.sh"))).isTrue();
    assertThat(Files.isExecutable(folder.resolve("README.md"))).isFalse();
    assertThat(folder.resolve(".claude/settings.json")).content().contains("\"Bash(curl *)\"");
    assertThatThrownBy(() -> DemoProject.copyTo(folder))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("is not empty");
  }
}
