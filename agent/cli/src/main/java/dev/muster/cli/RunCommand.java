package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.headless.HeadlessFace;
import dev.muster.headless.HeadlessOptions;
import dev.muster.headless.InputFormat;
import dev.muster.headless.Signal;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.InputStream;
import java.util.List;

/** Works on a prompt without a terminal: wires a session to the face for programs. */
final class RunCommand {

  private final Arguments.Run run;
  private final Surroundings around;

  RunCommand(Arguments.Run run, Surroundings around) {
    this.run = run;
    this.around = around;
  }

  int run() {
    if (!run.print()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "there is nothing to answer: muster works on one prompt and prints the result",
              "Say what to do: muster -p \"explain this repository\""));
    }
    Machine machine = new Machine();
    SessionOpener opener = new SessionOpener(run, around, machine);
    HeadlessFace face =
        new HeadlessFace(
            options(),
            new HeadlessFace.Streams(stdin(), around.out(), around.err()),
            opener,
            around.ids(),
            around.clock());
    around.ending().ends(turns(face, machine));
    try {
      return face.run(run.prompt());
    } finally {
      opener.finish();
      machine.close();
      if (!around.ending().signalled()) {
        opener.expire();
      }
    }
  }

  private HeadlessOptions options() {
    Arguments.Io io = run.io();
    return new HeadlessOptions(
        io.output(),
        io.input(),
        io.verbose(),
        io.partialMessages(),
        io.replayUserMessages(),
        io.hostAnswers(),
        run.permissions().bypassAllowed(),
        around.version(),
        List.of());
  }

  /** A signal: the turn ends with its result. */
  private static Ending.Work turns(HeadlessFace face, Machine machine) {
    return new Ending.Work() {
      @Override
      public void stop() {
        face.interrupted(Signal.TERMINATE);
      }

      @Override
      public void kill() {
        machine.close();
      }
    };
  }

  /** Standard input, or nothing where it is a terminal. */
  private InputStream stdin() {
    boolean piped = run.io().input() == InputFormat.STREAM_JSON;
    return piped || !Terminal.isStdin() ? around.in() : InputStream.nullInputStream();
  }
}
