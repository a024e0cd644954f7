package dev.muster.tools.read;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.ToolOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Jupyter notebook, cell by cell with its outputs; for use by one thread.
 *
 * <p>Source of the format: nbformat 4.
 */
final class NotebookView {

  private static final int MAX_OUTPUT = 10_000;
  private static final int MAX_PICTURES = 10;

  private final List<ContentBlock> blocks = new ArrayList<>();
  private final List<Json> details = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int pictures;

  private NotebookView() {}

  /** The view; empty when the text is no notebook. */
  static Optional<ToolOutcome> of(String text, Path path, int maxCharacters) {
    Json.Obj notebook;
    try {
      notebook = JsonReader.readObject(text);
    } catch (JsonException notJson) {
      return Optional.empty();
    }
    if (!(notebook.get("cells") instanceof Json.Arr(List<Json> cells))) {
      return Optional.empty();
    }
    String language =
        notebook
            .object("metadata")
            .flatMap(metadata -> metadata.object("language_info"))
            .flatMap(info -> info.string("name"))
            .orElse("python");
    NotebookView view = new NotebookView();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i) instanceof Json.Obj cell) {
        view.cell(cell, i, language);
      }
    }
    return Optional.of(view.outcome(path, cells.size(), maxCharacters));
  }

  private ToolOutcome outcome(Path path, int cells, int maxCharacters) {
    flush();
    int characters = 0;
    for (ContentBlock block : blocks) {
      characters += block instanceof ContentBlock.Text(String shown) ? shown.length() : 0;
    }
    if (characters > maxCharacters) {
      return ToolOutcome.error(
          path
              + " is a notebook of "
              + cells
              + " cells, too much to be shown at once. Give `offset` and `limit` to see lines of its"
              + " JSON text.");
    }
    if (blocks.isEmpty()) {
      blocks.add(new ContentBlock.Text("The notebook has no cells."));
    }
    Json.Obj file =
        Json.Obj.builder().put("filePath", path.toString()).put("cells", details).build();
    return new ToolOutcome(
        blocks, false, Json.Obj.builder().put("type", "notebook").put("file", file).build());
  }

  private void cell(Json.Obj cell, int index, String language) {
    String id = cell.string("id").orElse("cell-" + index);
    String type = cell.string("cell_type").orElse("raw");
    String source = joined(cell.get("source"));
    text.append("<cell id=\"").append(id).append("\" type=\"").append(type).append('"');
    boolean code = type.equals("code");
    if (code && !language.equals("python")) {
      text.append(" language=\"").append(language).append('"');
    }
    text.append(">\n").append(source).append("\n</cell>\n");
    Json.Builder detail =
        Json.Obj.builder()
            .put("cellType", type)
            .put("source", source)
            .put("cell_id", id)
            .put("execution_count", cell.get("execution_count"));
    if (code) {
      detail.put("language", language);
    }
    List<Json> outputs = cell.items("outputs");
    for (Json output : outputs) {
      if (output instanceof Json.Obj object) {
        output(object);
      }
    }
    details.add(detail.put("outputs", outputs.isEmpty() ? null : new Json.Arr(outputs)).build());
  }

  private void output(Json.Obj output) {
    String type = output.string("output_type").orElse("");
    if (type.equals("error")) {
      outputText(
          output.string("ename").orElse("error") + ": " + output.string("evalue").orElse(""));
      return;
    }
    Json.Obj data = output.object("data").orElse(Json.Obj.EMPTY);
    String shown =
        type.equals("stream") ? joined(output.get("text")) : joined(data.get("text/plain"));
    if (!shown.isEmpty()) {
      outputText(shown);
    }
    for (String media : List.of("image/png", "image/jpeg")) {
      String base64 = joined(data.get(media)).replace("\n", "").strip();
      if (!base64.isEmpty()) {
        picture(base64);
      }
    }
  }

  private void picture(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      bytes = new byte[0];
    }
    Optional<Picture> picture = Picture.of(bytes);
    if (picture.isEmpty() || !picture.get().isWhole(bytes)) {
      outputText("[a picture that is damaged]");
      return;
    }
    if (!picture.get().fits(bytes.length)) {
      outputText("[a picture that is too large for the model]");
      return;
    }
    if (pictures == MAX_PICTURES) {
      outputText("[a picture; only the first " + MAX_PICTURES + " are shown]");
      return;
    }
    pictures++;
    flush();
    blocks.add(new ContentBlock.Image(picture.get().mediaType(), base64));
  }

  private void outputText(String shown) {
    text.append("<output>\n");
    if (shown.length() > MAX_OUTPUT) {
      text.append(shown, 0, MAX_OUTPUT)
          .append("\n[cut after ")
          .append(MAX_OUTPUT)
          .append(" of ")
          .append(shown.length())
          .append(" characters]");
    } else {
      text.append(shown.strip());
    }
    text.append("\n</output>\n");
  }

  private void flush() {
    if (!text.isEmpty()) {
      blocks.add(new ContentBlock.Text(text.toString().strip()));
      text.setLength(0);
    }
  }

  /** A text that nbformat lets stand as one string or as a list of lines. */
  private static String joined(@Nullable Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    StringBuilder all = new StringBuilder();
    if (value instanceof Json.Arr(List<Json> lines)) {
      for (Json line : lines) {
        all.append(line instanceof Json.Str(String text) ? text : "");
      }
    }
    return all.toString();
  }
}
