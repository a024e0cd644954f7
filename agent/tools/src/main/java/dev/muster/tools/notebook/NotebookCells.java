package dev.muster.tools.notebook;

import dev.muster.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes one cell of a notebook's JSON. Source of the format: nbformat 4; cells have ids from 4.5
 * on. Stateless.
 */
final class NotebookCells {

  private NotebookCells() {}

  /** What came of it. */
  sealed interface Result {
    /** The changed notebook, and the id of the cell that was changed. */
    record Changed(Json.Obj notebook, String cell) implements Result {}

    /** Nothing was changed. */
    record Refused(String why) implements Result {}
  }

  static Result change(Json.Obj notebook, NotebookEditTool.Request request) {
    List<Json> cells = new ArrayList<>(notebook.items("cells"));
    int index = request.cell().map(id -> indexOf(cells, id)).orElse(-1);
    if (request.cell().isPresent() && index < 0) {
      return new Result.Refused(
          "There is no cell `"
              + request.cell().get()
              + "` in "
              + request.path()
              + ". Read the notebook to see the ids of its cells.");
    }
    if (request.cell().isPresent()
        && indexOf(cells.subList(index + 1, cells.size()), request.cell().get()) >= 0) {
      return new Result.Refused(
          "More than one cell of "
              + request.path()
              + " has the id `"
              + request.cell().get()
              + "`. Give each its own id with Edit first.");
    }
    String cell = request.cell().orElse("");
    switch (request.mode()) {
      case "delete" -> cells.remove(index);
      case "insert" -> {
        cell = freshId(cells);
        cells.add(index + 1, fresh(request, hasIds(notebook) ? cell : null));
        if (!hasIds(notebook)) {
          cell = "cell-" + (index + 1);
        }
      }
      default -> {
        if (!(cells.get(index) instanceof Json.Obj old)) {
          return new Result.Refused("Cell `" + cell + "` is not an object; mend the file first.");
        }
        cells.set(index, replaced(old, request));
      }
    }
    return new Result.Changed(notebook.with("cells", new Json.Arr(cells)), cell);
  }

  /** The place of a cell by its id, or by {@code cell-N} where it has none; -1 if it is absent. */
  private static int indexOf(List<Json> cells, String id) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i) instanceof Json.Obj cell && cell.string("id").orElse("").equals(id)) {
        return i;
      }
    }
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i) instanceof Json.Obj cell && !cell.has("id") && id.equals("cell-" + i)) {
        return i;
      }
    }
    return -1;
  }

  private static Json.Obj replaced(Json.Obj old, NotebookEditTool.Request request) {
    String type = request.type().orElse(old.string("cell_type").orElse("code"));
    Json.Obj cell = old.with("cell_type", Json.of(type));
    cell =
        cell.with(
            "source",
            old.get("source") instanceof Json.Str
                ? Json.of(request.source())
                : lines(request.source()));
    return type.equals("code")
        ? cell.with("execution_count", Json.NULL).with("outputs", new Json.Arr(List.of()))
        : cell.without("execution_count").without("outputs");
  }

  private static Json.Obj fresh(NotebookEditTool.Request request, @Nullable String id) {
    String type = request.type().orElse("code");
    Json.Builder cell = Json.Obj.builder().put("cell_type", type);
    boolean code = type.equals("code");
    if (code) {
      cell.putNull("execution_count");
    }
    cell.put("id", id).put("metadata", Json.Obj.EMPTY);
    if (code) {
      cell.put("outputs", new Json.Arr(List.of()));
    }
    return cell.put("source", lines(request.source())).build();
  }

  private static Json.Arr lines(String source) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < source.length()) {
      int end = source.indexOf('\n', from);
      int next = end < 0 ? source.length() : end + 1;
      lines.add(source.substring(from, next));
      from = next;
    }
    return Json.strings(lines);
  }

  private static boolean hasIds(Json.Obj notebook) {
    long major = notebook.whole("nbformat").orElse(4);
    return major > 4 || (major == 4 && notebook.whole("nbformat_minor").orElse(0) >= 5);
  }

  /** An id that no cell has: the same for the same notebook, so that a retry gives no other. */
  private static String freshId(List<Json> cells) {
    Set<String> taken = new HashSet<>();
    int hash = 17;
    for (Json cell : cells) {
      hash = 31 * hash + cell.hashCode();
      taken.add(cell instanceof Json.Obj object ? object.string("id").orElse("") : "");
    }
    String id = Integer.toHexString(hash);
    while (taken.contains(id)) {
      id = Integer.toHexString(++hash);
    }
    return id;
  }
}
