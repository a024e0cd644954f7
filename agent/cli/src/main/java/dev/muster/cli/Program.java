package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.cli.args.Command;
import dev.muster.cli.args.CompletionScript;
import dev.muster.cli.args.HelpText;
import dev.muster.cli.args.PolicyRequest;
import dev.muster.cli.args.SandboxRequest;
import dev.muster.protocol.Problem;
import dev.muster.trust.TrustStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Does what a command line says. */
final class Program {

  private Program() {}

  /** Runs to the end and returns the exit code. */
  static int run(Arguments arguments, Surroundings around) throws IOException {
    return switch (arguments) {
      case Arguments.Run run -> new RunCommand(run, around).run();
      case Arguments.Demo demo -> new DemoCommand(around).run();
      case Arguments.Trust(String folder, boolean revoke) -> trust(folder, revoke, around);
      case Arguments.Policy(PolicyRequest request) -> policy(request, around);
      case Arguments.Sandbox(SandboxRequest request) -> sandbox(request, around);
      case Arguments.Version version -> print(around, around.version() + " (Muster)\n");
      case Arguments.Help(Command topic) -> print(around, HelpText.of(topic));
      case Arguments.Completion(var shell) -> print(around, CompletionScript.of(shell));
    };
  }

  /** Tells a problem to a person, and returns its exit code. */
  static int report(Problem problem, PrintStream err) {
    err.println("muster: " + problem.what());
    if (!problem.hint().isEmpty()) {
      err.println("  " + problem.hint());
    }
    err.flush();
    return problem.code().exitCode();
  }

  private static int print(Surroundings around, String text) throws IOException {
    around.out().write(text.getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  private static int policy(PolicyRequest request, Surroundings around) throws IOException {
    try (Machine machine = new Machine()) {
      return new PolicyCommand(around, machine).run(request);
    }
  }

  private static int sandbox(SandboxRequest request, Surroundings around) throws IOException {
    try (Machine machine = new Machine()) {
      return new SandboxCommand(around, machine).run(request);
    }
  }

  private static int trust(String folder, boolean revoke, Surroundings around) throws IOException {
    Path path = around.folder().resolve(folder).normalize();
    TrustStore store =
        new TrustStore(TrustStore.location(around.environment(), around.home()), around.home());
    if (revoke) {
      boolean was = store.revoke(path);
      return print(around, path + (was ? " is no longer trusted.\n" : " was not trusted.\n"));
    }
    Path trusted = store.grant(path);
    return print(
        around,
        trusted
            + " is trusted: its settings may allow calls, set variables and name helpers.\n"
            + "Take it back with: muster trust --revoke\n");
  }
}
