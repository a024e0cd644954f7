package dev.muster.headless;

import dev.muster.protocol.Agent;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Asker;
import dev.muster.protocol.Event;
import dev.muster.protocol.Op;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The face for programs: takes turns from the command line, from standard input or from a host, and
 * writes what happens in one of the output formats.
 *
 * <p>One object serves one run. {@link #run} is called once; the other methods may be called
 * meanwhile by any thread.
 *
 * <p>When standard output cannot be written any more, the turn under way is interrupted and the run
 * ends with exit code 1: quietly when its reader has gone, else with the reason on standard error.
 */
public final class HeadlessFace {

  private static final Duration STDIN_PATIENCE = Duration.ofSeconds(3);

  private final HeadlessOptions options;
  private final Streams streams;
  private final LineOutput stdout;
  private final MessageOutput output;
  private final EventMessages events;
  private final HostAsker hostAsker;
  private final Session session;
  private final Inbox inbox = new Inbox();
  private volatile @Nullable Signal signal;

  /**
   * The standard streams of the run.
   *
   * @param in empty, not the terminal, when nothing is piped in
   * @param out unbuffered or flushed on demand; its exceptions tell when the reader has gone, so it
   *     must not be a {@link PrintStream}, which swallows them
   */
  public record Streams(InputStream in, OutputStream out, PrintStream err) {}

  /**
   * Prepares a run.
   *
   * @param opener opens the session, once, when it is first needed
   * @param uuids gives a new UUID for each message
   */
  public HeadlessFace(
      HeadlessOptions options,
      Streams streams,
      AgentOpener opener,
      Supplier<String> uuids,
      InstantSource clock) {
    this.options = options;
    this.streams = streams;
    this.stdout = new LineOutput(streams.out(), this::outputLost);
    this.output = MessageOutput.of(options, stdout, this::err);
    this.events = new EventMessages(options, new Messages(uuids), clock, output, this::err);
    this.hostAsker = new HostAsker(events::control, uuids);
    Asker asker = options.hostAnswers() ? hostAsker : (call, why) -> new Answer.Nobody();
    this.session = new Session(opener, this::happened, asker);
  }

  /**
   * Runs to the end: of the one prompt, or of the host's input.
   *
   * @param argument the prompt of the command line, or an empty text
   * @return the exit code, see {@link ExitCodes}
   */
  public int run(String argument) {
    try {
      Thread.ofPlatform().daemon().name("input").start(input(argument));
      work();
    } catch (ProblemException e) {
      events.unattached(ResultMessage.nothing(new End.Broke(e.problem())));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      if (signal != null && options.input() == InputFormat.TEXT && events.last() == null) {
        events.unattached(ResultMessage.nothing(new End.Interrupted(false)));
      }
      output.close();
    }
    return exitCode();
  }

  /**
   * Reports a problem that kept the run from beginning, as {@link #run} would have done.
   *
   * @return the exit code
   */
  public int failed(Problem problem) {
    events.unattached(ResultMessage.nothing(new End.Broke(problem)));
    output.close();
    return exitCode();
  }

  /**
   * Ends the run in good order because of a signal: no further turn begins, and the one under way
   * ends with its result; a prompt that has not become a turn has its result too. Returns at once.
   */
  public void interrupted(Signal cause) {
    if (signal == null) {
      signal = cause;
    }
    inbox.stop();
    session.interrupt();
  }

  /** What fills the inbox, while this thread works it off. */
  private Runnable input(String argument) {
    return switch (options.input()) {
      case TEXT -> () -> readPrompt(argument);
      case STREAM_JSON -> {
        if (!argument.isBlank()) {
          inbox.add(new Inbox.Item.Turn(UserMessage.prompt(argument)));
        }
        ControlRequests requests = new ControlRequests(options, session, inbox);
        yield new HostInput(streams.in(), inbox, hostAsker, requests::answer, this.events::control);
      }
    };
  }

  private void readPrompt(String argument) {
    try {
      String prompt = new PromptText(streams.in(), STDIN_PATIENCE, this::err).read(argument);
      inbox.add(
          prompt.isBlank()
              ? new Inbox.Item.Fail(noPrompt())
              : new Inbox.Item.Turn(UserMessage.prompt(prompt)));
    } catch (ProblemException tooLong) {
      inbox.add(new Inbox.Item.Fail(tooLong.problem()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      inbox.add(new Inbox.Item.End());
    }
  }

  private void work() throws InterruptedException {
    while (true) {
      switch (inbox.take()) {
        case Inbox.Item.Turn(UserMessage message) -> turn(message);
        case Inbox.Item.Open() -> session.agent();
        case Inbox.Item.Fail(Problem problem) -> throw new ProblemException(problem);
        case Inbox.Item.End() -> {
          return;
        }
      }
    }
  }

  private void turn(UserMessage message) {
    try {
      Agent agent = session.agent();
      events.begin(message);
      events.end(result(agent, message));
    } finally {
      inbox.turnOver();
    }
  }

  private TurnResult result(Agent agent, UserMessage message) {
    if (inbox.doomed()) {
      return ResultMessage.nothing(new End.Interrupted(false));
    }
    if (message.isBlank()) {
      return ResultMessage.nothing(new End.Broke(noPrompt()));
    }
    Problem flaw = message.flaw();
    if (flaw != null) {
      return ResultMessage.nothing(new End.Broke(flaw));
    }
    try {
      return agent.turn(new Op.UserTurn(message.content()));
    } catch (RuntimeException fault) {
      Problem problem =
          fault instanceof ProblemException e
              ? e.problem()
              : new Problem(
                  ProblemCode.INTERNAL, "A fault of muster: " + fault, "Please report it");
      return ResultMessage.nothing(new End.Broke(problem));
    }
  }

  /** An event of the agent; an interruption that came too early for the agent is repeated. */
  private void happened(Event event) {
    events.emit(event);
    if ((event instanceof Event.TurnStarted || event instanceof Event.Requesting)
        && inbox.doomed()) {
      session.interrupt();
    }
  }

  private void outputLost(IOException why) {
    if (!(why instanceof StandardOutput.Lost lost && lost.readerGone())) {
      err(String.valueOf(why.getMessage()));
    }
    inbox.stop();
    session.interrupt();
  }

  private int exitCode() {
    Signal stopped = signal;
    if (stopped != null) {
      return stopped.exitCode();
    }
    if (stdout.lost()) {
      return ExitCodes.FAILURE;
    }
    TurnResult last = events.last();
    return last == null ? ExitCodes.SUCCESS : ExitCodes.of(last.end());
  }

  private void err(String text) {
    streams.err().println("muster: " + text);
    streams.err().flush();
  }

  private static Problem noPrompt() {
    return new Problem(
        ProblemCode.NO_PROMPT,
        "There is no prompt",
        "Give it on standard input, or as an argument: before options that take a list, such as"
            + " --tools, or after --");
  }
}
