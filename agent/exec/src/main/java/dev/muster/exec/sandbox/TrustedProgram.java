package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds programs that confine others: in the system's own folders, never through the search path,
 * and only where nobody but the administrator could have put another one. Stateless.
 */
final class TrustedProgram {

  private static final List<String> FOLDERS =
      List.of(
          "/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/run/current-system/sw/bin");

  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int STICKY = 01000;

  private TrustedProgram() {}

  /** The program of that name in the system's folders. */
  static Optional<Path> find(String name) {
    for (String folder : FOLDERS) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        Optional<Path> real = trusted(program);
        if (real.isPresent()) {
          return real;
        }
      }
    }
    return Optional.empty();
  }

  /** The program that an administrator names; empty where there is none. */
  static Optional<Path> named(String path) {
    Path program = Path.of(path);
    return program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program)
        ? Optional.of(program)
        : Optional.empty();
  }

  /** Where a program really is, if only the administrator may change it or what leads to it. */
  static Optional<Path> trusted(Path program) {
    try {
      Path real = program.toRealPath();
      if (!Files.isRegularFile(real)) {
        return Optional.empty();
      }
      for (Path at = real; at != null; at = at.getParent()) {
        int mode = (int) Files.getAttribute(at, "unix:mode");
        boolean shared = (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0;
        if (!Integer.valueOf(0).equals(Files.getAttribute(at, "unix:uid")) || shared) {
          return Optional.empty();
        }
      }
      return Optional.of(real);
    } catch (IOException | UnsupportedOperationException cannotTell) {
      return Optional.empty();
    }
  }
}
