package dev.muster.cli;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.Verdict;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a person what happens in the demo, line by line, with the rule behind each decision. */
final class DemoView implements EventSink {

  private static final int LINES_MOST = 8;
  private static final int WIDTH = 92;

  private final PrintStream out;
  private final boolean colour;
  private final Map<String, Decided> decisions = new HashMap<>();

  DemoView(OutputStream out, Map<String, String> environment) {
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    String noColor = environment.get("NO_COLOR");
    boolean plain = (noColor != null && !noColor.isEmpty()) || environment.get("TERM") == null;
    this.colour = !plain && Terminal.isStdout();
  }

  void welcome(Path project, String prompt) {
    out.println(bold("Muster demo"));
    out.println(
        "The model here is a script, not a model: a process on this machine that speaks the");
    out.println("real wire format. The tools, the policy and the project are real:");
    out.println("  " + project);
    out.println();
    out.println(bold("> " + prompt));
  }

  void farewell(TurnResult result) {
    out.println();
    out.println(
        dim(
            (result.turns() - 1)
                + " tool calls, "
                + result.denials().size()
                + " refused, "
                + result.duration().toMillis()
                + " ms. The same on your own work:"));
    out.println("  export ANTHROPIC_API_KEY=...");
    out.println("  ./muster -p \"explain this repository\"");
  }

  @Override
  public synchronized void emit(Event event) {
    if (event instanceof Event.AssistantBlock said
        && said.block() instanceof ContentBlock.Text(String text)) {
      out.println();
      said(text.strip());
    } else if (event instanceof Event.CallDecided(ToolCall call, Decided decided)) {
      decisions.put(call.id(), decided);
    } else if (event instanceof Event.CallFinished finished) {
      finished(finished);
    } else if (event instanceof Event.Warned(String text)) {
      out.println(dim("warning: " + text));
    }
  }

  private void decided(ToolCall call, Decided decided) {
    out.println();
    out.println(bold("● " + call.name() + "  ") + about(call.input()));
    String verdict =
        switch (decided.verdict()) {
          case ALLOW -> paint("32", "allowed");
          case ASK -> paint("33", "would ask");
          case DENY -> paint("31", "refused");
        };
    List<Decided.MatchedRule> rules = decided.rules();
    String rule =
        rules.isEmpty()
            ? "built-in default"
            : "rule " + rules.getFirst().text() + ", " + place(rules.getFirst());
    out.println("  " + verdict + dim(": " + decided.reason()));
    out.println(dim("  by " + rule));
    if (decided.verdict() == Verdict.ASK) {
      out.println(dim("  nobody is here to ask, so it is refused"));
    }
  }

  private static String place(Decided.MatchedRule rule) {
    String place = rule.origin().place();
    int claude = place.indexOf(".claude");
    return claude < 0 ? place : place.substring(claude);
  }

  private static String about(Json.Obj input) {
    for (String name : List.of("command", "file_path", "pattern")) {
      String value = input.string(name).orElse(null);
      if (value != null) {
        int last = name.equals("file_path") ? value.lastIndexOf('/') + 1 : 0;
        return cut(value.substring(last));
      }
    }
    return "";
  }

  /** Prints text, broken at words where a line is longer than the view is wide. */
  private void said(String text) {
    for (String line : text.split("\n", -1)) {
      String rest = line;
      while (rest.length() > WIDTH) {
        int end = rest.lastIndexOf(' ', WIDTH);
        int cut = end > 0 ? end : WIDTH;
        out.println(rest.substring(0, cut));
        rest = rest.substring(cut).stripLeading();
      }
      out.println(rest);
    }
  }

  /** A call with what was decided about it; calls that ran side by side are told one by one. */
  private void finished(Event.CallFinished finished) {
    Decided decided = decisions.remove(finished.call().id());
    if (decided != null) {
      decided(finished.call(), decided);
    }
    outcome(finished.outcome());
  }

  private void outcome(ToolOutcome outcome) {
    int shown = 0;
    for (ContentBlock block : outcome.content()) {
      if (!(block instanceof ContentBlock.Text(String text))) {
        continue;
      }
      for (String line : text.strip().split("\n", -1)) {
        if (shown++ == LINES_MOST) {
          out.println(dim("  │ …"));
          return;
        }
        out.println(dim("  │ " + cut(line.replace("\t", "  "))));
      }
    }
  }

  private static String cut(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }

  private String bold(String text) {
    return paint("1", text);
  }

  private String dim(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
