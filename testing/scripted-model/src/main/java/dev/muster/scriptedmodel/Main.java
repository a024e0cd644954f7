package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.demo.DemoProject;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.police.Violation;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.ScriptException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The scripted model as a program.
 *
 * <p>Prints one line, {@code listening on URL}, and serves until it is killed or, with {@code
 * --until-stdin-closes}, until its standard input ends. Exit codes: 0; 1 when it cannot start; 2
 * for wrong arguments; 3 when standard input ended and a client had broken a rule or asked for more
 * than the script has, with each case on standard error.
 */
public final class Main {

  private static final String USAGE =
      """
      usage: scripted-model (--script FILE | --demo FOLDER) [options]

        --script FILE         answer from this script
        --demo FOLDER         put the demo's sample project into FOLDER, which must be empty or
                              absent, and answer from the demo's script
        --port N              listen on this port (default: any free one)
        --log FILE            append each request to FILE, one line of JSON each
        --set NAME=VALUE      a variable of the script; may be given again
        --until-stdin-closes  stop when standard input ends
      """;

  private @Nullable Path script;
  private @Nullable Path demo;
  private int port;
  private @Nullable Path log;
  private boolean untilStdinCloses;
  private final Map<String, String> variables = new LinkedHashMap<>();

  private Main() {}

  /** Runs the program. */
  public static void main(String[] args) throws InterruptedException {
    int code = new Main().run(queue(args));
    if (code != 0) {
      System.exit(code);
    }
  }

  private static Deque<String> queue(String[] args) {
    Deque<String> queue = new ArrayDeque<>();
    for (String arg : args) {
      queue.add(arg);
    }
    return queue;
  }

  private int run(Deque<String> args) throws InterruptedException {
    String wrong = parse(args);
    if (wrong != null) {
      System.err.println("scripted-model: " + wrong);
      System.err.print(USAGE);
      return 2;
    }
    try (ScriptedModel model = ScriptedModel.start(loaded(), options())) {
      PrintStream out = System.out;
      out.println("listening on " + model.url());
      out.flush();
      if (!untilStdinCloses) {
        new CountDownLatch(1).await();
      }
      while (System.in.read() >= 0) {
        // Whatever is said there means nothing; only its end does.
      }
      return report(model);
    } catch (ScriptException | UncheckedIOException | IOException e) {
      System.err.println("scripted-model: " + e.getMessage());
      return 1;
    }
  }

  private @Nullable String parse(Deque<String> args) {
    while (!args.isEmpty()) {
      String name = args.removeFirst();
      if ("--until-stdin-closes".equals(name)) {
        untilStdinCloses = true;
        continue;
      }
      String value = args.pollFirst();
      if (value == null) {
        return name + " is unknown or lacks its value";
      }
      String wrong = option(name, value);
      if (wrong != null) {
        return wrong;
      }
    }
    return (script == null) == (demo == null) ? "give either --script or --demo" : null;
  }

  private @Nullable String option(String name, String value) {
    switch (name) {
      case "--script" -> script = Path.of(value);
      case "--demo" -> demo = Path.of(value);
      case "--log" -> log = Path.of(value);
      case "--port" -> {
        try {
          port = Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
          return "--port takes a number, not " + value;
        }
      }
      case "--set" -> {
        int equals = value.indexOf('=');
        if (equals <= 0) {
          return "--set takes NAME=VALUE, not " + value;
        }
        variables.put(value.substring(0, equals), value.substring(equals + 1));
      }
      default -> {
        return name + " is unknown";
      }
    }
    return null;
  }

  private Script loaded() throws IOException {
    Script loaded;
    if (demo != null) {
      DemoProject.copyTo(demo);
      loaded = DemoProject.script(demo);
    } else if (script != null) {
      loaded = Script.read(script);
    } else {
      throw new ScriptException("no script was given");
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      loaded = loaded.variable(variable.getKey(), variable.getValue());
    }
    return loaded;
  }

  private Options options() {
    Options options = Options.DEFAULT.port(port).recorded(0);
    Path to = log;
    return to == null ? options : options.log(request -> append(to, request));
  }

  private static void append(Path log, RecordedRequest request) {
    Node line =
        Node.obj(
            "number", request.number(),
            "method", request.method(),
            "path", request.path(),
            "status", request.status(),
            "turn", request.turn(),
            "body", request.body());
    byte[] bytes = (line.json() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the log " + log, e);
    }
  }

  private static int report(ScriptedModel model) {
    for (Violation violation : model.violations()) {
      System.err.println(
          "request " + violation.request() + ", " + violation.rule() + ": " + violation.message());
    }
    if (model.overrun()) {
      System.err.println("a request came for which the script had no turn");
    }
    return model.violations().isEmpty() && !model.overrun() ? 0 : 3;
  }
}
