package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.cli.args.SandboxRequest;
import dev.muster.exec.Foreground;
import dev.muster.exec.sandbox.Sandbox;
import dev.muster.exec.sandbox.Support;
import dev.muster.permission.ConfinementPolicy;
import dev.muster.permission.Policy;
import dev.muster.permission.WorkingFolders;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Platform;
import dev.muster.settings.SandboxSettings;
import dev.muster.settings.Sourced;
import dev.muster.workspace.DiskPathFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows how commands of a session here would be confined, and runs one so. */
final class SandboxCommand {

  private final Surroundings around;
  private final Machine machine;
  private final List<String> warnings = new ArrayList<>();

  SandboxCommand(Surroundings around, Machine machine) {
    this.around = around;
    this.machine = machine;
  }

  /** Runs to the end and returns the exit code. */
  int run(SandboxRequest request) throws IOException {
    return switch (request) {
      case SandboxRequest.Status(Optional<String> settings) -> status(here(settings));
      case SandboxRequest.Run(Optional<String> settings, List<String> argv) ->
          run(here(settings), argv);
    };
  }

  /** How a session here would confine. */
  private record Here(
      SessionSettings read,
      SandboxSettings settings,
      ConfinementPolicy limits,
      Sandbox sandbox,
      Support support) {}

  private Here here(Optional<String> more) {
    List<String> words = more.isPresent() ? List.of("--settings", more.get()) : List.of();
    Arguments.Run run = (Arguments.Run) Arguments.parse(words);
    SessionSettings read = SessionSettings.read(around, run);
    warnings.addAll(read.warnings());
    List<Path> folders = Toolbox.workingFolders(run, around, read, warnings);
    SandboxSettings settings = read.settings().sandbox();
    Sandbox sandbox = machine.sandbox(SessionSandbox.config(settings, read.environment(), around));
    Support support = sandbox.support(SandboxSettings.isOn(settings.weakerNesting()));
    DiskPathFacts facts = new DiskPathFacts();
    WorkingFolders working =
        new WorkingFolders(
            around.folder(),
            folders.subList(1, folders.size()),
            List.of(),
            around.home(),
            read.locations().configFolder(),
            around.platform() != Platform.LINUX);
    SessionSandbox.Scene scene =
        new SessionSandbox.Scene(
            around, read.settings(), read.locations(), read.environment(), folders);
    return switch (Policy.read(read.settings().permissions(), working, facts)) {
      case Policy.Reading.Unusable(List<Policy.Remark> faults) -> throw Toolbox.unusable(faults);
      case Policy.Reading.Usable(Policy policy, List<Policy.Remark> remarks) ->
          new Here(
              read,
              settings,
              SessionSandbox.limits(
                  scene, settings, policy, facts, support instanceof Support.Works),
              sandbox,
              support);
    };
  }

  private int status(Here here) throws IOException {
    StringBuilder out = new StringBuilder();
    boolean meant = SessionSandbox.isMeantHere(here.settings(), around.platform());
    out.append("Backend:     ");
    switch (here.support()) {
      case Support.Works(String backend, String remark) ->
          out.append(backend).append(remark.isEmpty() ? "" : " (" + remark + ")");
      case Support.Missing(String reason) -> out.append("none: ").append(reason);
    }
    out.append("\nCommands:    ").append(commands(here, meant));
    out.append("\nAutomatic:   ").append(automatic(here.settings()));
    for (Sourced<String> excluded : here.settings().excludedCommands()) {
      out.append("\nUnconfined:  ").append(excluded.value()).append(from(excluded));
    }
    out.append("\n\nThe limits:\n");
    List<ConfinementPolicy.Ground> grounds = here.limits().grounds();
    for (ConfinementPolicy.Ground ground : grounds.stream().distinct().toList()) {
      out.append("  ")
          .append(padded(ground.limit()))
          .append(ground.what())
          .append("  (")
          .append(ground.from())
          .append(")\n");
    }
    out.append(
        "  besides: a temporary folder is writable; settings, git's configuration and hooks,"
            + " and the like are frozen; usual credentials are hidden; no other host is reached.\n");
    List<String> remarks = new ArrayList<>(warnings);
    remarks.addAll(here.limits().remarks());
    remarks.addAll(here.limits().faults());
    if (!remarks.isEmpty()) {
      out.append("\nRemarks:\n");
      remarks.forEach(remark -> out.append("  ").append(remark).append('\n'));
    }
    around.out().write(out.toString().getBytes(StandardCharsets.UTF_8));
    return here.support() instanceof Support.Works || !here.settings().forced() ? 0 : 1;
  }

  private static String commands(Here here, boolean meant) {
    SandboxSettings settings = here.settings();
    if (!settings.wanted()) {
      return "run unconfined; \"sandbox.enabled\" is not true";
    }
    String from = settings.enabled().map(SandboxCommand::from).orElse("");
    if (!meant) {
      return "run unconfined; \"sandbox.enabledPlatforms\" leaves this one out" + from;
    }
    if (here.support() instanceof Support.Works) {
      return "run confined" + from;
    }
    return settings.forced()
        ? "are not run, since they must be confined and cannot" + from
        : "run unconfined, since they cannot be confined here" + from;
  }

  private static String automatic(SandboxSettings settings) {
    String from = settings.autoAllow().map(SandboxCommand::from).orElse(" (built in)");
    return (settings.autoAllows()
            ? "what no rule decides is permitted when it runs confined"
            : "what no rule decides is asked about")
        + from;
  }

  private static String from(Sourced<?> value) {
    return "  (" + value.origin().place() + ")";
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(1, 14 - text.length()));
  }

  private int run(Here here, List<String> argv) throws IOException {
    if (here.support() instanceof Support.Missing(String reason)) {
      throw new ProblemException(
          new Problem(
              ProblemCode.SANDBOX_UNAVAILABLE,
              "nothing can be confined here: " + reason,
              "See muster sandbox status"));
    }
    List<String> denied = new ArrayList<>();
    around.ending().ends(Ending.Work.of(machine));
    try {
      return new Foreground(machine.supervisor(), here.sandbox())
          .run(
              argv,
              around.folder(),
              Engines.commandEnvironment(here.read().environment()),
              here.limits().limits(PermissionMode.DEFAULT),
              denied);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 130;
    } finally {
      denied.forEach(line -> around.err().println("muster: " + line));
    }
  }
}
