package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.headless.HostOptions;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Agent;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Op;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.TurnResult;
import dev.muster.trust.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the agent at work on a small project with a failing test, in a temporary folder and with a
 * configuration folder of its own.
 *
 * <p>Everything is real but the model: a process that answers from a script.
 */
final class DemoCommand {

  private static final String PROMPT =
      "The tests of this little shop fail. Find out why, mend it, and do what its README asks.";

  private final Surroundings around;

  DemoCommand(Surroundings around) {
    this.around = around;
  }

  int run() throws IOException {
    Path base = Files.createTempDirectory("muster-demo-").toRealPath();
    Path project = base.resolve("project");
    try (DemoModel model = DemoModel.start(around, project)) {
      DemoView view = new DemoView(around.out(), around.environment());
      view.welcome(project, PROMPT);
      Surroundings inside = inside(base, project, model.url());
      new TrustStore(TrustStore.location(inside.environment(), inside.home()), inside.home())
          .grant(project);
      TurnResult result = work(inside, view);
      view.farewell(result);
      return result.end() instanceof TurnResult.End.Completed ? 0 : 1;
    }
  }

  private TurnResult work(Surroundings inside, DemoView view) {
    Arguments.Run run = (Arguments.Run) Arguments.parse(List.of("-p", PROMPT));
    Machine machine = new Machine();
    around.ending().ends(Ending.Work.of(machine));
    SessionOpener opener = new SessionOpener(run, inside, machine);
    try {
      Agent agent = opener.open(HostOptions.NONE, view, (call, why) -> new Answer.Nobody());
      return agent.turn(new Op.UserTurn(List.of(new ContentBlock.Text(PROMPT))));
    } finally {
      opener.finish();
      machine.close();
    }
  }

  /** The same machine with a home, a key and a model that are the demo's own. */
  private Surroundings inside(Path base, Path project, String url) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String kept : List.of("PATH", "LANG", "LC_ALL", "TERM", "TZ", "TMPDIR", "NO_COLOR")) {
      String value = around.environment().get(kept);
      if (value != null) {
        environment.put(kept, value);
      }
    }
    Path home = Files.createDirectories(base.resolve("home"));
    environment.put("HOME", home.toString());
    environment.put("CLAUDE_CONFIG_DIR", home.resolve(".claude").toString());
    environment.put("ANTHROPIC_BASE_URL", url);
    environment.put("ANTHROPIC_API_KEY", "demo-key-of-no-worth");
    if (!Files.isDirectory(project)) {
      throw new ProblemException(
          new Problem(ProblemCode.INTERNAL, "the demo's project was not made", ""));
    }
    return new Surroundings(
        environment,
        project,
        home,
        around.platform(),
        around.appFolder(),
        around.version(),
        around.in(),
        around.out(),
        around.err(),
        around.clock(),
        around.ids(),
        around.ending());
  }
}
