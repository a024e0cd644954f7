package dev.muster.transcript;

import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What can go wrong with session files, in words. */
final class Problems {

  private Problems() {}

  static ProblemException badId(String id) {
    return problem(
        ProblemCode.BAD_ARGUMENTS,
        "'" + id + "' is not a session id",
        "Give a UUID, such as 0b8e7a52-4c1d-4f57-9d0e-6a3f6a1c2d3e.");
  }

  static ProblemException exists(String id) {
    return problem(
        ProblemCode.SESSION_IN_USE,
        "there is already a session " + id + " in this folder",
        "Go on with it by --resume " + id + ", or choose another --session-id.");
  }

  static ProblemException inUse(String id) {
    return problem(
        ProblemCode.SESSION_IN_USE,
        "another process is working on session " + id,
        "Wait for it to end, or go on in a copy: --resume " + id + " --fork-session.");
  }

  static ProblemException notFound(String id, String elsewhere) {
    return problem(
        ProblemCode.SESSION_NOT_FOUND,
        "there is no session " + id + " in this folder",
        elsewhere.isEmpty()
            ? "Sessions belong to the folder in which they were begun."
            : "It belongs to " + elsewhere + "; resume it there.");
  }

  static ProblemException foreign(String id) {
    return problem(
        ProblemCode.SESSION_FOREIGN,
        "session " + id + " was not written by this version of Muster",
        "Muster leaves it alone: go on with it in the program that wrote it.");
  }

  static ProblemException disk(String doing, Path path, IOException e) {
    return new ProblemException(
        new Problem(
            ProblemCode.DISK,
            "cannot " + doing + " the session file " + path + ": " + reason(e),
            "Make room or mend the permissions; --no-session-persistence works without the file."),
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static ProblemException problem(ProblemCode code, String what, String hint) {
    return new ProblemException(new Problem(code, what, hint));
  }
}
