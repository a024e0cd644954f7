package dev.muster.tools.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.ToolContext;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookEditToolTest {

  private static final String NOTEBOOK =
      """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "id": "m1",
         "metadata": {},
         "source": [
          "# Ünï\\n",
          "text"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": 3,
         "id": "c1",
         "metadata": {
          "x": 1.50
         },
         "outputs": [
          {
           "name": "stdout",
           "output_type": "stream",
           "text": [
            "\\u001b[31mred\\n"
           ]
          }
         ],
         "source": [
          "print(1)"
         ]
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @TempDir Path temporary;
  private Path file;
  private final WorkspaceFiles files = new WorkspaceFiles();
  private final FileLedger ledger = new FileLedger();
  private final NotebookEditTool tool = new NotebookEditTool(files, ledger);

  @BeforeEach
  void notebook() throws IOException {
    file = Files.writeString(temporary.toRealPath().resolve("n.ipynb"), NOTEBOOK);
  }

  private ToolOutcome edit(String more) throws Exception {
    Json.Obj input =
        JsonReader.readObject(
            "{\"notebook_path\":\"n.ipynb\",\"new_source\":\"a = 1\\nb\"" + more + "}");
    assertThat(tool.plan(input, file.getParent())).isInstanceOf(Plan.Ready.class);
    return tool.execute(
        input,
        new DiskPathFacts().identify(file),
        new ToolContext("s", file.getParent(), event -> {}));
  }

  private void seen() throws IOException {
    PathIdentity identity = new DiskPathFacts().identify(file);
    ledger.saw(file, ((FileRead.Content) files.read(identity, 1 << 20)).state());
  }

  @Test
  void writesAsJupyterDoes() throws Exception {
    assertThat(NotebookWriter.write(JsonReader.readObject(NOTEBOOK), NOTEBOOK)).isEqualTo(NOTEBOOK);
  }

  @Test
  void replacesASourceAndDropsOutputsAndNothingElse() throws Exception {
    assertThat(edit(",\"cell_id\":\"c1\"").isError()).as("not read yet").isTrue();
    seen();
    ToolOutcome outcome = edit(",\"cell_id\":\"c1\"");
    assertThat(outcome.isError()).isFalse();
    String expected =
        NOTEBOOK
            .replace("\"execution_count\": 3", "\"execution_count\": null")
            .replace("    \"print(1)\"\n", "    \"a = 1\\n\",\n    \"b\"\n");
    int from = expected.indexOf("\"outputs\": [");
    int to = expected.indexOf("   \"source\"", from);
    expected = expected.substring(0, from) + "\"outputs\": [],\n" + expected.substring(to);
    assertThat(Files.readString(file)).isEqualTo(expected);
    assertThat(((Json.Obj) outcome.detail()).string("original_file")).contains(NOTEBOOK);
  }

  @Test
  void insertsDeletesAndChangesTypes() throws Exception {
    seen();
    edit(",\"edit_mode\":\"insert\",\"cell_type\":\"markdown\"");
    edit(",\"edit_mode\":\"insert\",\"cell_type\":\"code\",\"cell_id\":\"m1\"");
    edit(",\"edit_mode\":\"delete\",\"cell_id\":\"c1\"");
    edit(",\"cell_id\":\"m1\",\"cell_type\":\"code\"");
    List<Json> cells = JsonReader.readObject(Files.readString(file)).items("cells");
    assertThat(cells.stream().map(cell -> ((Json.Obj) cell).string("cell_type").orElse("")))
        .containsExactly("markdown", "code", "code");
    assertThat(cells.stream().map(cell -> ((Json.Obj) cell).string("id").orElse("")).distinct())
        .hasSize(3)
        .doesNotContain("");
  }

  @Test
  void refusesAnIdOfTwoCells() throws Exception {
    String twins = NOTEBOOK.replace("\"m1\"", "\"c1\"");
    Files.writeString(file, twins);
    seen();
    assertThat(edit(",\"cell_id\":\"c1\"").isError()).isTrue();
    assertThat(file).hasContent(twins);
  }

  @Test
  void refusesWhatMakesNoSense() throws Exception {
    seen();
    assertThat(edit(",\"cell_id\":\"nope\"").isError()).isTrue();
    for (String wrong :
        List.of(
            "{\"notebook_path\":\"a.txt\",\"new_source\":\"\",\"cell_id\":\"x\"}",
            "{\"notebook_path\":\"a.ipynb\",\"new_source\":\"\"}",
            "{\"notebook_path\":\"a.ipynb\",\"new_source\":\"\",\"edit_mode\":\"insert\"}",
            "{\"notebook_path\":\"a.ipynb\",\"new_source\":\"\",\"cell_id\":\"x\",\"edit_mode\":\"up\"}")) {
      assertThat(tool.plan(JsonReader.readObject(wrong), file.getParent()))
          .isInstanceOf(Plan.Invalid.class);
    }
    Files.writeString(file, "not json");
    seen();
    assertThat(edit(",\"cell_id\":\"c1\"").isError()).isTrue();
  }
}
