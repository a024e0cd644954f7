package dev.muster.tools.bash;

import dev.muster.exec.OutputText;
import dev.muster.exec.ShellEnd;
import dev.muster.exec.ShellJob;
import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model and the person are told about what the sandbox kept a command from: hosts, as the
 * proxy knows them; of files only that a failure looks like it, since the system does not say which
 * they were.
 */
final class SandboxNote {

  private static final int LOOKED_AT = 8_000;
  private static final int MOST_LINES = 20;

  /** How programs say that the system refused. */
  private static final List<String> REFUSALS =
      List.of(
          "Read-only file system",
          "Permission denied",
          "Operation not permitted",
          "EROFS",
          "EACCES",
          "EPERM",
          "Device or resource busy",
          "Could not resolve host",
          "Temporary failure in name resolution",
          "Network is unreachable",
          "Address family not supported");

  private SandboxNote() {}

  /** The note; empty where there is nothing to say. */
  static String of(Confinement.Confined limits, ShellJob job, ShellEnd end, boolean askedForNone) {
    List<String> lines = new ArrayList<>();
    if (askedForNone) {
      lines.add(
          "`dangerouslyDisableSandbox` was ignored: how a command is confined is decided by the"
              + " settings alone.");
    }
    List<String> denied = job.denied();
    for (String line : denied.subList(0, Math.min(MOST_LINES, denied.size()))) {
      lines.add("The sandbox: " + line + ".");
    }
    if (denied.size() > MOST_LINES) {
      lines.add("The sandbox refused " + (denied.size() - MOST_LINES) + " more connections.");
    }
    if (!end.isSuccess() && denied.isEmpty() && looksRefused(job)) {
      lines.add(hint(limits));
    }
    return String.join("\n", lines);
  }

  private static String hint(Confinement.Confined limits) {
    String where =
        limits.disk() instanceof Confinement.Disk.Limited disk
            ? " It may write only below "
                + String.join(", ", disk.writable().stream().map(Path::toString).toList())
                + " and to $TMPDIR, and not to settings, hooks and configuration there; credentials"
                + " and what rules deny cannot be read."
            : "";
    return "The command ran in a sandbox, which may be why it failed."
        + where
        + " If it needs more, say what and why; do not look for a way around.";
  }

  private static boolean looksRefused(ShellJob job) {
    return looksRefused(job.stdout()) || looksRefused(job.stderr());
  }

  private static boolean looksRefused(Path file) {
    try {
      String tail = OutputText.tail(file, LOOKED_AT).text();
      return REFUSALS.stream().anyMatch(tail::contains);
    } catch (IOException gone) {
      return false;
    }
  }
}
