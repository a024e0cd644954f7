package dev.muster.tools.todo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TodoWriteToolTest {

  private final TodoList list = new TodoList();
  private final TodoWriteTool tool = new TodoWriteTool(list);

  @Test
  void replacesTheListAndHasNoEffects() throws Exception {
    Json.Obj input =
        JsonReader.readObject(
            "{\"todos\":[{\"content\":\"Run\",\"status\":\"in_progress\",\"activeForm\":\"Running\"}]}");
    assertThat(((Plan.Ready) tool.plan(input, Path.of("/"))).effects()).isEmpty();
    ToolOutcome outcome = tool.execute(input);
    assertThat(list.items())
        .containsExactly(new TodoList.Item("Run", TodoList.Status.IN_PROGRESS, "Running"));
    assertThat(((Json.Obj) outcome.detail()).items("newTodos")).isEqualTo(input.items("todos"));
    assertThat(((Json.Obj) outcome.detail()).items("oldTodos")).isEmpty();
  }

  @Test
  void refusesAnItemThatIsNotOne() throws Exception {
    for (String wrong :
        List.of(
            "{}",
            "{\"todos\":1}",
            "{\"todos\":[1]}",
            "{\"todos\":[{\"content\":\"x\",\"status\":\"done\",\"activeForm\":\"y\"}]}",
            "{\"todos\":[{\"content\":\"\",\"status\":\"pending\",\"activeForm\":\"y\"}]}")) {
      assertThat(tool.plan(JsonReader.readObject(wrong), Path.of("/")))
          .isInstanceOf(Plan.Invalid.class);
    }
  }
}
