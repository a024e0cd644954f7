package dev.muster.verify.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.RecordedRequest;
import dev.muster.scriptedmodel.ScriptedModel;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.RequestFacts;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.HermeticHome;
import dev.muster.testkit.Normaliser;
import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A home, a project, a scripted model, and the packaged program in them. For one thread. */
final class Scene implements AutoCloseable {

  private final HermeticHome home;
  private final ScriptedModel model;
  private final Path launcher;

  private Scene(HermeticHome home, ScriptedModel model, Path launcher) {
    this.home = home;
    this.model = model;
    this.launcher = launcher;
  }

  /** A scene below that folder, its model saying these things. */
  static Scene of(Path root, Turn... turns) {
    return of(root, Script.of(turns));
  }

  /** A scene below that folder, its model following that script. */
  static Scene of(Path root, Script script) {
    Path launcher = Packaged.launcher();
    HermeticHome home = HermeticHome.in(root);
    ScriptedModel model = ScriptedModel.start(script);
    home.model(model.url());
    return new Scene(home, model, launcher);
  }

  HermeticHome home() {
    return home;
  }

  ScriptedModel model() {
    return model;
  }

  /** A run of the program in the project, standard input being empty. */
  ProgramRun muster(String... arguments) {
    return ProgramRun.of(launcher.toString()).shownAs("muster").in(home).with(arguments);
  }

  /** Runs {@code muster -p} with these arguments to its end. */
  ProgramRun.Result print(String... arguments) {
    return muster("-p").with(arguments).run();
  }

  /** Runs {@code muster -p} with these arguments and JSON output to its end. */
  Outcome json(String... arguments) {
    return new Outcome(muster("-p", "--output-format", "json").with(arguments).run());
  }

  /** Runs {@code muster -p} with these arguments and a stream of JSON lines to its end. */
  Outcome stream(String... arguments) {
    return new Outcome(streaming(arguments).run());
  }

  /** A run of {@code muster -p} with these arguments and a stream of JSON lines. */
  ProgramRun streaming(String... arguments) {
    return muster("-p", "--output-format", "stream-json", "--verbose").with(arguments);
  }

  /** Grants the project trust, as its user would. */
  Scene trusted() {
    ProgramRun.Result granted = muster("trust").run();
    assertThat(granted.exitCode()).as(granted.text()).isZero();
    return this;
  }

  /** Makes the project a repository. */
  Scene git() {
    home.git();
    return this;
  }

  /** The model's newest requests for messages. */
  List<RecordedRequest> requests() {
    return model.messageRequests();
  }

  /** The request of that index, from 0; from the end where negative. */
  RequestFacts request(int index) {
    List<RecordedRequest> all = requests();
    RecordedRequest one = all.get(index < 0 ? all.size() + index : index);
    return RequestFacts.of(one.number(), one.body(), "", "");
  }

  /** The result of the newest tool call that the model was told. */
  String lastToolResult() {
    return request(-1).lastToolResult();
  }

  /** The names of the tools that the first request offers. */
  List<String> offered() {
    return request(0).tools();
  }

  /** Every session file of this home, in order. */
  List<Path> sessionFiles() {
    Path projects = home.config().resolve("projects");
    return files(projects).stream().filter(f -> f.toString().endsWith(".jsonl")).toList();
  }

  /** Every file below a folder, in order; none where there is no such folder. */
  static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** A call of a tool with an input of names and values. */
  static Turn call(String tool, Object... input) {
    return Turn.blocks(use(tool, input));
  }

  /** The block of a call of a tool, for turns with several. */
  static Node.Obj use(String tool, Object... input) {
    return Node.obj("type", "tool_use", "name", tool, "input", Node.obj(input));
  }

  /** A call of Bash. */
  static Turn bash(String command) {
    return call("Bash", "command", command);
  }

  /** What differs from run to run, by names. */
  Normaliser normaliser() {
    return home.normaliser()
        .replacing("version\":\"\\d[^\"]*\"", "version\":\"<version>\"")
        .replacing("claude-sonnet-[0-9-]+", "<model>")
        .replacing("(?<=contextWindow\":|maxOutputTokens\":)\\d+", "\"<n>\"")
        .replacing("(?<=cost_usd\":|costUSD\":)[0-9.]+", "\"<cost>\"")
        .replacing(
            "(?<=[iI]nput_?[tT]okens\":|output_?[tT]okens\":|outputTokens\":)\\d+", "\"<n>\"");
  }

  @Override
  public void close() {
    model.close();
  }
}
