package dev.muster.tools.todo;

import dev.muster.json.Json;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.InputSchema;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tool.ToolInput;
import dev.muster.tool.ToolText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replaces the model's list of work: {@code TodoWrite}. Safe for use by several threads. */
public final class TodoWriteTool implements Tool {

  private static final Set<String> MEMBERS = Set.of("content", "status", "activeForm");

  private final TodoList list;

  /** Keeps the list there. */
  public TodoWriteTool(TodoList list) {
    this.list = list;
  }

  @Override
  public ToolSpec spec() {
    Json.Obj item =
        new InputSchema()
            .required(
                "content", InputSchema.of("string", "What to do").with("minLength", Json.of(1)))
            .required("status", InputSchema.choice(statuses(), "How far it is"))
            .required(
                "activeForm",
                InputSchema.of("string", "The same while it is being done")
                    .with("minLength", Json.of(1)))
            .build()
            .without("$schema");
    return new ToolSpec(
        "TodoWrite",
        ToolText.beside(TodoWriteTool.class, "todo.md"),
        new InputSchema()
            .required("todos", InputSchema.of("array", "The whole list").with("items", item))
            .build());
  }

  private static List<String> statuses() {
    List<String> names = new ArrayList<>();
    for (TodoList.Status status : TodoList.Status.values()) {
      names.add(status.wireName());
    }
    return names;
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    ToolInput reader = new ToolInput(input, Set.of("todos"));
    items(input, reader);
    return reader
        .faults()
        .<Plan>map(Plan.Invalid::new)
        .orElseGet(() -> new Plan.Ready(List.of(), false));
  }

  private static List<TodoList.Item> items(Json.Obj input, ToolInput reader) {
    List<TodoList.Item> items = new ArrayList<>();
    if (!(input.get("todos") instanceof Json.Arr(List<Json> given))) {
      reader.fault("the required parameter `todos` must be an array");
      return items;
    }
    for (int i = 0; i < given.size(); i++) {
      Optional<TodoList.Item> item =
          given.get(i) instanceof Json.Obj object && MEMBERS.containsAll(object.members().keySet())
              ? item(object)
              : Optional.empty();
      if (item.isPresent()) {
        items.add(item.get());
      } else {
        reader.fault(
            "`todos["
                + i
                + "]` must have `content` and `activeForm`, both not empty, and a `status` of "
                + String.join(", ", statuses())
                + ", and nothing else");
      }
    }
    return items;
  }

  private static Optional<TodoList.Item> item(Json.Obj object) {
    String content = object.string("content").orElse("");
    String activeForm = object.string("activeForm").orElse("");
    String named = object.string("status").orElse("");
    for (TodoList.Status status : TodoList.Status.values()) {
      if (status.wireName().equals(named) && !content.isEmpty() && !activeForm.isEmpty()) {
        return Optional.of(new TodoList.Item(content, status, activeForm));
      }
    }
    return Optional.empty();
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) {
    return execute(call.call().input());
  }

  ToolOutcome execute(Json.Obj input) {
    List<TodoList.Item> fresh = items(input, new ToolInput(input, Set.of("todos")));
    List<TodoList.Item> before = list.replace(fresh);
    int open = 0;
    for (TodoList.Item item : fresh) {
      open += item.status() == TodoList.Status.COMPLETED ? 0 : 1;
    }
    return ToolOutcome.text(
        "The list is kept: " + fresh.size() + " items, " + open + " of them not done yet.",
        Json.Obj.builder().put("oldTodos", json(before)).put("newTodos", json(fresh)).build());
  }

  private static List<Json> json(List<TodoList.Item> items) {
    List<Json> all = new ArrayList<>();
    for (TodoList.Item item : items) {
      all.add(
          Json.Obj.builder()
              .put("content", item.content())
              .put("status", item.status().wireName())
              .put("activeForm", item.activeForm())
              .build());
    }
    return all;
  }
}
