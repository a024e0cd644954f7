package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.cli.args.Arguments.ToolChoice;
import dev.muster.exec.Shell;
import dev.muster.headless.HostOptions;
import dev.muster.json.Json;
import dev.muster.json.NearestName;
import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.WorkingFolders;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.ProcessRunner;
import dev.muster.settings.Platform;
import dev.muster.settings.Sourced;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolRegistry;
import dev.muster.tools.answer.StructuredOutputTool;
import dev.muster.tools.bash.BashLimits;
import dev.muster.tools.bash.SessionFolder;
import dev.muster.tools.task.BackgroundTasks;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.search.Search;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools of a session and the policy that they run under. */
record Toolbox(
    ToolRegistry registry,
    PolicyEngine engine,
    BackgroundTasks tasks,
    SessionFolder folder,
    List<Path> folders,
    List<String> warnings) {

  static Toolbox of(
      Arguments.Run run,
      HostOptions host,
      Surroundings around,
      SessionSettings read,
      Machine machine,
      OpenedSession session) {
    List<String> warnings = new ArrayList<>();
    List<Path> folders = workingFolders(run, around, read, warnings);
    SessionSandbox sandbox = SessionSandbox.open(around, read, machine);
    warnings.addAll(sandbox.warnings());
    SessionSandbox.Scene scene =
        new SessionSandbox.Scene(
            around, read.settings(), read.locations(), read.environment(), folders);
    // what a folder that is not trusted keeps would not count the next time
    Destination keep = read.trusted() ? Destination.LOCAL_SETTINGS : Destination.SESSION;
    PolicyEngine engine = engine(scene, sandbox, session, keep, warnings);
    BashLimits limits = BashLimits.of(read.environment());
    for (String name : BashLimits.passedOver(read.environment())) {
      warnings.add(name + " is no whole number above 0 and counts as not set");
    }
    SessionFolder folder = new SessionFolder(folders, limits.returnsToProject());
    Shell shell =
        new Shell(
            machine.supervisor(), session.results(), Shell.MOST_OUTPUT_BYTES, sandbox.confiner());
    BackgroundTasks tasks = new BackgroundTasks(shell, around.clock());
    ProcessRunner runner = request -> machine.processes().run(request);
    Search search = Search.of(runner, read.environment());
    List<Tool> tools =
        new BuiltInTools(
                shell,
                tasks,
                folder,
                search,
                path -> engine.mayShow(path, false),
                BuiltInTools.pdf(runner, around.appFolder()),
                read.environment(),
                sandbox.isOn())
            .all();
    return new Toolbox(
        registry(tools, run, host, engine, warnings), engine, tasks, folder, folders, warnings);
  }

  /** What the model is told of background commands that ended since this was last asked. */
  List<String> notices() {
    List<String> notices = new ArrayList<>();
    for (BackgroundTask ended : tasks.takeEnded()) {
      notices.add(tasks.notice(ended));
    }
    return notices;
  }

  private static ToolRegistry registry(
      List<Tool> tools,
      Arguments.Run run,
      HostOptions host,
      PolicyEngine engine,
      List<String> warnings) {
    ToolRegistry all = new ToolRegistry(tools);
    ToolRegistry chosen =
        switch (run.permissions().tools()) {
          case ToolChoice.Usual usual -> all;
          case ToolChoice.Only(List<String> names) -> {
            for (String name : names) {
              if (all.find(name).isEmpty()) {
                warnings.add(
                    "--tools names "
                        + name
                        + ", which is no tool of this version"
                        + NearestName.hint(name, all.names()));
              }
            }
            yield all.only(names::contains);
          }
        };
    chosen = chosen.only(name -> !engine.hides(name));
    Json.@Nullable Obj schema =
        host.jsonSchema() != null ? host.jsonSchema() : run.jsonSchema().orElse(null);
    return schema == null ? chosen : chosen.with(new StructuredOutputTool(schema));
  }

  private static PolicyEngine engine(
      SessionSandbox.Scene scene,
      SessionSandbox sandbox,
      OpenedSession session,
      Destination keep,
      List<String> warnings) {
    DiskPathFacts facts = new DiskPathFacts();
    Surroundings around = scene.around();
    List<Path> readable = new ArrayList<>(sandbox.readable());
    readable.add(session.results());
    WorkingFolders working =
        new WorkingFolders(
            around.folder(),
            scene.folders().subList(1, scene.folders().size()),
            readable,
            around.home(),
            scene.locations().configFolder(),
            around.platform() != Platform.LINUX);
    return switch (Policy.read(scene.settings().permissions(), working, facts)) {
      case Policy.Reading.Unusable(List<Policy.Remark> faults) -> throw unusable(faults);
      case Policy.Reading.Usable(Policy policy, List<Policy.Remark> remarks) -> {
        remarks.forEach(remark -> warnings.add(told(remark)));
        yield new Engines(new ProfileFiles(scene.locations()))
            .make(
                policy,
                facts,
                scene.environment(),
                scene.folders(),
                keep,
                sandbox.confinement(scene, policy, facts, warnings));
      }
    };
  }

  private static String told(Policy.Remark remark) {
    return remark.origin().place() + ": rule \"" + remark.rule() + "\": " + remark.what();
  }

  static ProblemException unusable(List<Policy.Remark> faults) {
    return new ProblemException(
        new Problem(
            faults.getFirst().origin().layer() == Layer.MANAGED
                ? ProblemCode.MANAGED_SETTINGS_INVALID
                : ProblemCode.SETTINGS_INVALID,
            String.join("\n", faults.stream().map(Toolbox::told).toList()),
            "Mend the rule; with one that means nothing it cannot be said what is permitted"));
  }

  /** The session's folder first, then those of the flags and the settings. */
  static List<Path> workingFolders(
      Arguments.Run run, Surroundings around, SessionSettings read, List<String> warnings) {
    List<Path> folders = new ArrayList<>();
    folders.add(around.folder());
    for (String added : run.sources().addedFolders()) {
      Path folder = around.folder().resolve(expanded(added, around)).normalize();
      if (!Files.isDirectory(folder)) {
        throw new ProblemException(
            new Problem(
                ProblemCode.BAD_ARGUMENTS,
                "--add-dir names " + folder + ", which is no folder",
                "Name a folder that exists"));
      }
      folders.add(folder);
    }
    for (Sourced<String> added : read.settings().permissions().additionalDirectories()) {
      Path folder = around.folder().resolve(expanded(added.value(), around)).normalize();
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      } else {
        warnings.add(added.origin().place() + ": " + folder + " is no folder");
      }
    }
    return List.copyOf(folders);
  }

  private static String expanded(String path, Surroundings around) {
    return path.startsWith("~/") ? around.home() + path.substring(1) : path;
  }
}
