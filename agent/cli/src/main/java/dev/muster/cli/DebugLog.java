package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.SessionInfo;
import dev.muster.protocol.TurnResult;
import dev.muster.transcript.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells people what happens inside: one line for each thing, its kind in brackets.
 *
 * <p>The kinds are {@code session}, {@code api} and {@code tools}. What was said and what tools
 * returned is not told, only its size; secrets that the session knows are taken out. Thread-safe.
 */
final class DebugLog implements EventSink {

  private final EventSink next;
  private final PrintStream out;
  private final List<String> wanted = new ArrayList<>();
  private final List<String> unwanted = new ArrayList<>();
  private final Redactor redactor;

  private DebugLog(EventSink next, PrintStream out, String filter, Redactor redactor) {
    this.next = next;
    this.out = out;
    this.redactor = redactor;
    for (String word : filter.split(",", -1)) {
      String kind = word.strip();
      if (kind.startsWith("!")) {
        unwanted.add(kind.substring(1));
      } else if (!kind.isEmpty()) {
        wanted.add(kind);
      }
    }
  }

  /**
   * The sink itself, or one that tells everything on its way to it.
   *
   * @throws ProblemException when the file to tell it in cannot be written
   */
  static EventSink around(
      EventSink next, Arguments.Debug debug, Surroundings around, Redactor redactor) {
    if (!debug.on()) {
      return next;
    }
    PrintStream out =
        debug.file().isPresent()
            ? new PrintStream(file(debug.file().get(), around), true, StandardCharsets.UTF_8)
            : around.err();
    return new DebugLog(next, out, debug.filter(), redactor);
  }

  private static OutputStream file(String name, Surroundings around) {
    Path path = around.folder().resolve(name).normalize();
    try {
      return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "--debug-file names " + path + ", which cannot be written",
              "Name a file in a folder that exists"),
          e);
    }
  }

  @Override
  public void emit(Event event) {
    tell(event);
    next.emit(event);
  }

  private void tell(Event event) {
    switch (event) {
      case Event.TurnStarted _, Event.Compacted _, Event.ModeChanged _, Event.TurnEnded _ ->
          session(event);
      case Event.Requesting _,
          Event.ModelStreamed _,
          Event.StreamVoided _,
          Event.AssistantBlock _,
          Event.Retrying _,
          Event.ModelSwitched _ ->
          api(event);
      case Event.CallDecided _, Event.CallFinished _, Event.TaskStarted _, Event.TaskEnded _ ->
          tools(event);
      // A warning is told anyway, and the text of an answer is not told here.
      case Event.Warned _, Event.TextStreamed _ -> {}
    }
  }

  private void session(Event event) {
    if (event instanceof Event.TurnStarted(SessionInfo info)) {
      line("session", "turn of " + info.sessionId() + " in " + info.folder());
      line(
          "session",
          "model "
              + info.model()
              + ", mode "
              + info.mode().wireName()
              + ", credential "
              + info.apiKeySource());
    } else if (event instanceof Event.Compacted compacted) {
      line("session", "compacted from " + compacted.tokensBefore() + " tokens");
    } else if (event instanceof Event.ModeChanged(var mode)) {
      line("session", "mode " + mode.wireName());
    } else if (event instanceof Event.TurnEnded(TurnResult result)) {
      line("session", "turn ends: " + result.end().getClass().getSimpleName());
      line(
          "session",
          result.duration().toMillis()
              + " ms, of which the model "
              + result.modelDuration().toMillis()
              + " ms");
    }
  }

  private void api(Event event) {
    if (event instanceof Event.Requesting) {
      line("api", "request");
    } else if (event instanceof Event.ModelStreamed(var _, Duration since) && since != null) {
      line("api", "answer begins after " + since.toMillis() + " ms");
    } else if (event instanceof Event.StreamVoided(String reason)) {
      line("api", "the answer broke: " + reason);
    } else if (event instanceof Event.AssistantBlock block) {
      line("api", block.messageId() + " of " + block.model() + ": " + kind(block.block()));
    } else if (event instanceof Event.Retrying retry) {
      String why = retry.kind() + (retry.status() == null ? "" : " " + retry.status());
      line(
          "api",
          "attempt "
              + retry.attempt()
              + " of "
              + retry.maxRetries()
              + " failed ("
              + why
              + "), again in "
              + retry.delay().toMillis()
              + " ms");
    } else if (event instanceof Event.ModelSwitched(String from, String to, String reason)) {
      line("api", from + " is " + reason + ", " + to + " takes over");
    }
  }

  private void tools(Event event) {
    if (event instanceof Event.CallDecided(var call, Decided decided)) {
      String verdict = decided.verdict() + ": " + decided.reason() + by(decided);
      line("tools", call.name() + " " + call.id() + ": " + verdict);
    } else if (event instanceof Event.CallFinished finished) {
      String how = finished.outcome().isError() ? " failed" : " succeeded";
      line("tools", finished.call().name() + " " + finished.call().id() + how);
    } else if (event instanceof Event.TaskStarted(var task)) {
      line("tools", "background command " + task.id() + " runs");
    } else if (event instanceof Event.TaskEnded(var task)) {
      line("tools", "background command " + task.id() + ": " + task.status());
    }
  }

  private static String by(Decided decided) {
    return decided.rules().isEmpty()
        ? ""
        : " ("
            + decided.rules().getFirst().text()
            + ", "
            + decided.rules().getFirst().origin().place()
            + ")";
  }

  private static String kind(ContentBlock block) {
    return switch (block) {
      case ContentBlock.Text(String text) -> "text, " + text.length() + " characters";
      case ContentBlock.ToolUse use -> "call of " + use.name() + " " + use.id();
      case ContentBlock.Thinking thinking -> "thinking";
      case ContentBlock.RedactedThinking thinking -> "thinking that is not shown";
      case ContentBlock.Image image -> "a picture";
      case ContentBlock.Document document -> "a document";
      case ContentBlock.ToolResult result -> "a result of " + result.toolUseId();
      case ContentBlock.Other other -> "a block of a kind that is not known";
    };
  }

  private void line(String kind, String text) {
    boolean told = (wanted.isEmpty() || wanted.contains(kind)) && !unwanted.contains(kind);
    if (told) {
      out.println("muster: debug [" + kind + "] " + redactor.redact(text));
    }
  }
}
