package dev.muster.cli;

import dev.muster.exec.Shell;
import dev.muster.protocol.ProcessRunner;
import dev.muster.tool.Tool;
import dev.muster.tools.bash.BashLimits;
import dev.muster.tools.bash.BashTool;
import dev.muster.tools.bash.SessionFolder;
import dev.muster.tools.edit.EditTool;
import dev.muster.tools.glob.GlobTool;
import dev.muster.tools.grep.GrepTool;
import dev.muster.tools.notebook.NotebookEditTool;
import dev.muster.tools.read.PdfProgram;
import dev.muster.tools.read.ReadTool;
import dev.muster.tools.task.BackgroundTasks;
import dev.muster.tools.task.TaskOutputTool;
import dev.muster.tools.task.TaskStopTool;
import dev.muster.tools.todo.TodoList;
import dev.muster.tools.todo.TodoWriteTool;
import dev.muster.tools.write.WriteTool;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.WorkspaceFiles;
import dev.muster.workspace.search.Search;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the built-in tools are made with.
 *
 * @param visible what searches may show
 * @param environment of the session
 * @param confined whether commands run in a sandbox
 */
record BuiltInTools(
    Shell shell,
    BackgroundTasks tasks,
    SessionFolder folder,
    Search search,
    Predicate<Path> visible,
    PdfProgram pdf,
    Map<String, String> environment,
    boolean confined) {

  /** Tools that are only asked what a call would do, and never run. */
  static BuiltInTools forPlanning(Path folder, Machine machine, InstantSource clock) {
    Shell shell = new Shell(machine.supervisor(), folder);
    return new BuiltInTools(
        shell,
        new BackgroundTasks(shell, clock),
        new SessionFolder(List.of(folder), false),
        Search.java(Map.of()),
        path -> true,
        pdf(request -> machine.processes().run(request), folder),
        Map.of(),
        false);
  }

  /** The program for PDFs, which has a folder of its own among the installed ones. */
  static PdfProgram pdf(ProcessRunner runner, Path appFolder) {
    Path java = Path.of(System.getProperty("java.home", ""));
    return PdfProgram.installed(runner, appFolder.resolve("pdf"), java);
  }

  /** All of them. */
  List<Tool> all() {
    WorkspaceFiles files = new WorkspaceFiles();
    FileLedger ledger = new FileLedger();
    return List.of(
        new BashTool(
            shell,
            tasks,
            folder,
            Engines.commandEnvironment(environment),
            BashLimits.of(environment),
            confined),
        new EditTool(files, ledger),
        new GlobTool(search, visible),
        new GrepTool(search, visible),
        new NotebookEditTool(files, ledger),
        new ReadTool(files, ledger, pdf),
        new TaskOutputTool(tasks, environment),
        new TaskStopTool(tasks),
        new TodoWriteTool(new TodoList()),
        new WriteTool(files, ledger));
  }
}
