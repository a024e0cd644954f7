package dev.muster.transcript;

import dev.muster.protocol.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of its own that works on a session, for the tests to kill or to starve. */
final class WriterProgram {

  private WriterProgram() {}

  /** {@code append config begin|resume chars}: appends until it is killed, telling each number. */
  public static void main(String[] args) {
    SessionStore store = Sessions.store(Path.of(args[0]));
    Path folder = Path.of("/repo");
    try (Session session =
        args[1].equals("begin")
            ? store.create(Sessions.ID, folder)
            : store.resume(Sessions.ID, folder)) {
      String text = "y".repeat(Integer.parseInt(args[2]));
      for (int i = 0; i < 1_000_000; i++) {
        session.append(Sessions.prompt("n" + i, text));
        tell("kept " + i);
      }
    } catch (ProblemException e) {
      tell("problem " + e.problem().code());
    }
  }

  private static void tell(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
