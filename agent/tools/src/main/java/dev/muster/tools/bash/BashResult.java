package dev.muster.tools.bash;

import dev.muster.exec.OutputText;
import dev.muster.exec.ShellEnd;
import dev.muster.exec.ShellJob;
import dev.muster.json.Json;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts what became of a command into the form that the model and programs know.
 *
 * <p>A success is its output, then its errors, without their last newlines. A failure begins with a
 * line {@code Exit code N}. Output above the limit is cut to about 2,000 characters, with the path
 * of the file that holds all of it; of a failure its end is shown too, where the reason mostly
 * stands.
 */
final class BashResult {

  private static final int HEAD = 2_000;
  private static final int TAIL = 4_000;
  private static final String SILENCE = "(no output)";

  private final int mostCharacters;

  BashResult(int mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  /**
   * A command that has ended.
   *
   * @param silent whether it was expected to say nothing
   * @param stopped why it was ended before its time, or an empty text
   * @param note what else the model must know, or an empty text
   */
  ToolOutcome finished(ShellJob job, ShellEnd end, boolean silent, String stopped, String note)
      throws IOException {
    boolean failed = !stopped.isEmpty() || !end.isSuccess();
    Output output = read(job, failed);
    String text = join(output.stdout(), output.stderr());
    if (failed) {
      String code = join("Exit code " + end.exitCode(), stopped.isEmpty() ? why(end) : stopped);
      return ToolOutcome.error(join(join(code, text), note));
    }
    Json.Builder detail = detail(output.stdout(), output.stderr(), silent);
    if (output.file() != null) {
      detail
          .put("persistedOutputPath", output.file().toString())
          .put("persistedOutputSize", Files.size(output.file()));
    }
    String told = text.isEmpty() && note.isEmpty() ? SILENCE : join(text, note);
    return ToolOutcome.text(told, detail.build());
  }

  /** A command that was started in the background. */
  ToolOutcome started(BackgroundTask task) {
    return ToolOutcome.text(
        "The command runs in the background as task " + task.id() + ". " + follow(task),
        detail("", "", false).put("backgroundTaskId", task.id()).build());
  }

  /** A command that outlived its timeout and goes on. */
  ToolOutcome movedToBackground(BackgroundTask task, ShellJob job, Duration timeout) {
    String stdout = soFar(job.stdout());
    String stderr = soFar(job.stderr());
    String told =
        "The command did not end within "
            + timeout.toMillis()
            + " ms and goes on in the background as task "
            + task.id()
            + ". "
            + follow(task)
            + " Its errors go to "
            + job.stderr()
            + " until it ends.";
    String text = join(stdout, stderr);
    return ToolOutcome.text(
        text.isEmpty() ? told : join(told + "\nOutput so far:", text),
        detail(stdout, stderr, false).put("backgroundTaskId", task.id()).build());
  }

  /** Why a command was ended at its timeout. */
  String timedOut(Duration timeout) {
    return "The command did not end within " + timeout.toMillis() + " ms and was stopped.";
  }

  private static String follow(BackgroundTask task) {
    return "Its output goes to "
        + task.outputFile()
        + "; TaskOutput with this id shows it, TaskStop ends the task. You will be told when it"
        + " ends.";
  }

  /** What is shown of the output; {@code file} holds the whole where that is not all. */
  private record Output(String stdout, String stderr, @Nullable Path file) {}

  private Output read(ShellJob job, boolean failed) throws IOException {
    OutputText stdout = OutputText.head(job.stdout(), mostCharacters);
    OutputText stderr = OutputText.head(job.stderr(), mostCharacters);
    String out = OutputText.withoutLastNewlines(stdout.text());
    String err = OutputText.withoutLastNewlines(stderr.text());
    if (stdout.whole() && stderr.whole() && out.length() + err.length() <= mostCharacters) {
      job.discard();
      return new Output(out, err, null);
    }
    job.unite();
    Path file = job.stdout();
    StringBuilder shown = new StringBuilder(OutputText.head(file, HEAD).text());
    if (failed) {
      shown.append("\n[…]\n");
      shown.append(OutputText.withoutLastNewlines(OutputText.tail(file, TAIL).text()));
    }
    shown
        .append("\n[The output is cut, as it is longer than ")
        .append(mostCharacters)
        .append(" characters. All ")
        .append(Files.size(file))
        .append(" bytes of it are in ")
        .append(file)
        .append("; read or search parts of that file.]");
    return new Output(shown.toString(), "", file);
  }

  private static String soFar(Path file) {
    try {
      return OutputText.withoutLastNewlines(OutputText.tail(file, HEAD).text());
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static String why(ShellEnd end) {
    return switch (end) {
      case ShellEnd.Exited exited -> "";
      case ShellEnd.Killed killed -> "The command was stopped.";
      case ShellEnd.TooMuchOutput(int code, long limit) ->
          "The command was stopped because it wrote more than " + limit + " bytes.";
    };
  }

  private static Json.Builder detail(String stdout, String stderr, boolean silent) {
    return Json.Obj.builder()
        .put("stdout", stdout)
        .put("stderr", stderr)
        .put("interrupted", false)
        .put("isImage", false)
        .put("noOutputExpected", silent);
  }

  private static String join(String first, String second) {
    return first.isEmpty() ? second : second.isEmpty() ? first : first + "\n" + second;
  }
}
