package dev.muster.policy;

import dev.muster.exec.Shell;
import dev.muster.exec.Supervisor;
import dev.muster.permission.DenyGuard;
import dev.muster.permission.Knowledge;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.program.KnownPrograms;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.LooseWords;
import dev.muster.protocol.Layer;
import dev.muster.settings.SettingsSource;
import dev.muster.tool.ToolRegistry;
import dev.muster.tools.edit.EditTool;
import dev.muster.tools.glob.GlobTool;
import dev.muster.tools.grep.GrepTool;
import dev.muster.tools.notebook.NotebookEditTool;
import dev.muster.tools.read.PdfProgram;
import dev.muster.tools.read.ReadTool;
import dev.muster.tools.task.BackgroundTasks;
import dev.muster.tools.task.TaskStopTool;
import dev.muster.tools.todo.TodoList;
import dev.muster.tools.todo.TodoWriteTool;
import dev.muster.tools.write.WriteTool;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.WorkspaceFiles;
import dev.muster.workspace.search.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A project and a home in a temporary folder, and the real parts that decide about them. */
public final class TestBed {

  /** The session's folder. */
  public final Path project;

  /** The person's home. */
  public final Path home;

  /** The facts of the disk and the engines that a session would have. */
  public final PolicyParts parts;

  /** A test bed below that folder. */
  public TestBed(Path temporary) {
    try {
      Path real = temporary.toRealPath();
      project = Files.createDirectories(real.resolve("project"));
      home = Files.createDirectories(real.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ToolRegistry tools = tools();
    KnownPrograms programs = new KnownPrograms(folder -> false, name -> true);
    DenyGuard guard = LooseWords::mayRun;
    parts =
        new PolicyParts(
            new DiskPathFacts(),
            (policy, facts, environment, writable) ->
                new PolicyEngine(
                    policy,
                    facts,
                    new Knowledge(
                        new BashAnalysis(
                            Map.of("HOME", environment.getOrDefault("HOME", "/home/someone"))),
                        programs,
                        guard)),
            () -> tools);
  }

  private ToolRegistry tools() {
    WorkspaceFiles files = new WorkspaceFiles();
    FileLedger ledger = new FileLedger();
    Search search = Search.java(Map.of());
    BackgroundTasks tasks =
        new BackgroundTasks(new Shell(new Supervisor(), project), InstantSource.system());
    return new ToolRegistry(
        List.of(
            new EditTool(files, ledger),
            new GlobTool(search, path -> true),
            new GrepTool(search, path -> true),
            new NotebookEditTool(files, ledger),
            new ReadTool(files, ledger, planned()),
            new TaskStopTool(tasks),
            new TodoWriteTool(new TodoList()),
            new WriteTool(files, ledger)));
  }

  /** Nothing is run here. */
  private PdfProgram planned() {
    return PdfProgram.installed(
        request -> {
          throw new AssertionError("a plan starts nothing");
        },
        project,
        project);
  }

  /** The place of a session in the project. */
  public Place place() {
    return new Place(project, home, home.resolve(".claude"), false);
  }

  /** The policy of one settings text, as the project's in a trusted folder. */
  public PolicyInForce policy(String settings) {
    SettingsSource source =
        SettingsSource.text(
            Layer.PROJECT, "settings.json", project, settings.getBytes(StandardCharsets.UTF_8));
    PolicyInForce.Reading reading =
        PolicyInForce.read(List.of(source), true, place(), Map.of(), parts);
    if (reading instanceof PolicyInForce.Reading.Ready ready) {
      return ready.policy();
    }
    throw new AssertionError(reading.toString());
  }

  /** Writes a file below the project. */
  public Path file(String path, String text) {
    try {
      Path file = project.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a symbolic link below the project. */
  public Path link(String path, Path target) {
    try {
      return Files.createSymbolicLink(project.resolve(path), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
