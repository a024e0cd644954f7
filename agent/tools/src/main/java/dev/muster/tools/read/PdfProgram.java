package dev.muster.tools.read;

import dev.muster.protocol.Confinement;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import dev.muster.protocol.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks Muster's program for PDFs, which runs as a process of its own: a PDF that is made to exhaust
 * memory or time takes that process with it and nothing else. {@code PdfMain} in {@code agent/pdf}
 * says how it is asked and how it answers.
 *
 * <p>Safe for use by several threads. One PDF is looked into at a time, as an answer may be large.
 */
public final class PdfProgram {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** More than the largest PDF that the program makes has in base64. */
  private static final int MAX_ANSWER = 31 << 20;

  /** What became of a PDF. */
  sealed interface Answer {

    /** It can be shown whole, as far as it is known here. */
    record Whole(int total) implements Answer {}

    /**
     * Some pages as a PDF of their own.
     *
     * @param pages those that there are of the ones asked for
     * @param size the whole file's, in bytes
     */
    record Pages(PageRange pages, int total, long size, String base64) implements Answer {}

    /**
     * It cannot be shown.
     *
     * @param why goes on after "Cannot read ...: "
     */
    record Refused(String why) implements Answer {}
  }

  private final ProcessRunner runner;
  private final List<String> command;
  private final Duration timeout;
  private final ReentrantLock one = new ReentrantLock();

  /**
   * @param command how the program is started, without what it is asked
   */
  PdfProgram(ProcessRunner runner, List<String> command, Duration timeout) {
    this.runner = runner;
    this.command = List.copyOf(command);
    this.timeout = timeout;
  }

  /**
   * The program as it is installed.
   *
   * @param folder the one that holds its jars
   * @param javaHome where the Java runtime is
   */
  public static PdfProgram installed(ProcessRunner runner, Path folder, Path javaHome) {
    String java = javaHome.resolve("bin").resolve("java").toString();
    return new PdfProgram(runner, command(java, folder.resolve("*").toString()), TIMEOUT);
  }

  /** How the program is started with a class path. */
  static List<String> command(String java, String classPath) {
    return List.of(
        java,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx320m",
        "-Xss16m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-Djava.awt.headless=true",
        "-cp",
        classPath,
        "dev.muster.pdf.PdfMain");
  }

  /** Looks whether a PDF can be shown whole. */
  Answer whole(PathIdentity file, Confinement confinement)
      throws IOException, InterruptedException {
    return ask(file, confinement, List.of());
  }

  /** Cuts pages out. */
  Answer pages(PathIdentity file, PageRange range, Confinement confinement)
      throws IOException, InterruptedException {
    return ask(
        file,
        confinement,
        List.of(Integer.toString(range.first()), Integer.toString(range.last())));
  }

  private Answer ask(PathIdentity file, Confinement confinement, List<String> question)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(command);
    argv.add(file.canonical().toString());
    argv.add(String.valueOf(file.fileKey()));
    argv.addAll(question);
    ProcessRequest request =
        new ProcessRequest(
            argv,
            Objects.requireNonNull(file.canonical().getRoot()),
            Map.of("LC_ALL", "C.UTF-8"),
            "",
            timeout,
            MAX_ANSWER,
            confinement);
    one.lockInterruptibly();
    try {
      return answer(runner.run(request), file);
    } finally {
      one.unlock();
    }
  }

  private Answer answer(ProcessResult result, PathIdentity file) throws IOException {
    if (result.timedOut()) {
      return new Answer.Refused(
          "looking into this PDF takes longer than "
              + timeout.toSeconds()
              + " s, so it may be broken");
    }
    if (result.exitCode() == 3) {
      return new Answer.Refused("looking into this PDF takes too much memory; it may be broken");
    }
    String out = result.stdout();
    int end = out.indexOf('\n');
    if (result.exitCode() != 0 || end < 0 || result.truncated()) {
      throw new IOException(
          "the program for PDFs ended with exit code "
              + result.exitCode()
              + " and no answer; if it is missing, build again with ./build");
    }
    return answer(out.substring(0, end).split(" "), out.substring(end + 1), file);
  }

  private static Answer answer(String[] words, String rest, PathIdentity file) throws IOException {
    return switch (words[0]) {
      case "whole" -> new Answer.Whole(Integer.parseInt(words[1]));
      case "pages" ->
          new Answer.Pages(
              new PageRange(Integer.parseInt(words[1]), Integer.parseInt(words[2])),
              Integer.parseInt(words[3]),
              Long.parseLong(words[4]),
              rest);
      case "past-end" -> new Answer.Refused("it has only " + words[1] + " pages");
      case "encrypted" ->
          new Answer.Refused(
              "it is encrypted, and the model takes no encrypted PDF. Make a copy without"
                  + " encryption, for instance with qpdf --decrypt, and read that");
      case "broken" ->
          new Answer.Refused(
              "it is no PDF that can be understood. A program such as qpdf may mend it, or pdftotext"
                  + " take its text");
      case "not-a-pdf" ->
          new Answer.Refused(
              "`pages` is for PDFs alone, and this is none; use `offset` and `limit` for text");
      case "too-large" -> new Answer.Refused("it has more than the 100 MB that are looked into");
      case "cut-too-large" ->
          new Answer.Refused(
              "these pages come to more than the 22 MB that fit into a request. Ask for fewer, or"
                  + " take their text with pdftotext");
      case "unreadable" ->
          new Answer.Refused(
              "it is not the file that was decided about, or not readable. Call Read again");
      default ->
          throw new IOException(
              "the program for PDFs said something unknown of " + file.canonical());
    };
  }
}
