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

  private DebugLog(EventSink next, PrintStream out, String filter, List<String> secrets) {
    this.next = next;
    this.out = out;
    this.redactor = Redactor.of(secrets);
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
      EventSink next, Arguments.Debug debug, Surroundings around, List<String> secrets) {
    if (!debug.on()) {
      return next;
    }
    PrintStream out =
        debug.file().isPresent()
            ? new PrintStream(file(debug.file().get(), around), true, StandardCharsets.UTF_8)
            : around.err();
    return new DebugLog(next, out, debug.filter(), secrets);
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
      case Event.TurnStarted(SessionInfo info) ->
          line(
              "session",
              "turn of "
                  + info.sessionId()
                  + " in "
                  + info.folder()
                  + ", model "
                  + info.model()
                  + ", mode "
                  + info.mode().wireName()
                  + ", credential "
                  + info.apiKeySource());
      case Event.Requesting requesting -> line("api", "request");
      case Event.ModelStreamed streamed -> {
        Duration since = streamed.sinceRequest();
        if (since != null) {
          line("api", "answer begins after " + since.toMillis() + " ms");
        }
      }
      case Event.StreamVoided(String reason) -> line("api", "the answer broke: " + reason);
      case Event.AssistantBlock block ->
          line("api", block.messageId() + " of " + block.model() + ": " + kind(block.block()));
      case Event.Retrying retry ->
          line(
              "api",
              "attempt "
                  + retry.attempt()
                  + " of "
                  + retry.maxRetries()
                  + " failed ("
                  + retry.kind()
                  + (retry.status() == null ? "" : " " + retry.status())
                  + "), again in "
                  + retry.delay().toMillis()
                  + " ms");
      case Event.ModelSwitched(String from, String to, String reason) ->
          line("api", from + " is " + reason + ", " + to + " takes over");
      case Event.CallDecided(var call, Decided decided) ->
          line(
              "tools",
              call.name()
                  + " "
                  + call.id()
                  + ": "
                  + decided.verdict()
                  + ": "
                  + decided.reason()
                  + by(decided));
      case Event.CallFinished finished ->
          line(
              "tools",
              finished.call().name()
                  + " "
                  + finished.call().id()
                  + (finished.outcome().isError() ? " failed" : " succeeded"));
      case Event.TaskStarted(var task) ->
          line("tools", "background command " + task.id() + " runs");
      case Event.TaskEnded(var task) ->
          line("tools", "background command " + task.id() + ": " + task.status());
      case Event.Compacted compacted ->
          line("session", "compacted from " + compacted.tokensBefore() + " tokens");
      case Event.ModeChanged(var mode) -> line("session", "mode " + mode.wireName());
      case Event.TurnEnded(TurnResult result) ->
          line(
              "session",
              "turn ends: "
                  + result.end().getClass().getSimpleName()
                  + ", "
                  + result.duration().toMillis()
                  + " ms, of which the model "
                  + result.modelDuration().toMillis()
                  + " ms");
      case Event.Warned warned -> {}
      case Event.TextStreamed streamed -> {}
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
