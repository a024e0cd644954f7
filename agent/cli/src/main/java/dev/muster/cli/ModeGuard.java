package dev.muster.cli;

import dev.muster.protocol.Origin;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Settings;
import dev.muster.settings.Sourced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Says which permission modes a session may take. */
final class ModeGuard {

  private final Settings settings;
  private final Map<String, String> environment;
  private final boolean bypassAllowed;

  /**
   * Says so under settings.
   *
   * @param bypassAllowed whether the command line lets a session turn to bypassPermissions
   */
  ModeGuard(Settings settings, Map<String, String> environment, boolean bypassAllowed) {
    this.settings = settings;
    this.environment = environment;
    this.bypassAllowed = bypassAllowed;
  }

  /**
   * Lets a session turn to a mode while it runs.
   *
   * @throws ProblemException when it may not
   */
  void checkChange(PermissionMode mode) {
    check(mode);
    if (mode == PermissionMode.BYPASS_PERMISSIONS && !bypassAllowed) {
      throw new ProblemException(
          new Problem(
              ProblemCode.MODE_FORBIDDEN,
              "a session turns to bypassPermissions only where it was started for that",
              "Start with --allow-dangerously-skip-permissions"));
    }
  }

  /**
   * Lets a mode pass.
   *
   * @throws ProblemException when it is switched off, or would let everything run as root
   */
  void check(PermissionMode mode) {
    if (mode != PermissionMode.BYPASS_PERMISSIONS) {
      return;
    }
    Sourced<Boolean> disabled = settings.permissions().bypassDisabled().orElse(null);
    if (disabled != null) {
      Origin origin = disabled.origin();
      throw new ProblemException(
          new Problem(
              ProblemCode.MODE_FORBIDDEN,
              "the mode bypassPermissions is switched off by " + origin.place(),
              "Choose another mode, and allow what is needed by rules"));
    }
    if (isRoot() && !"1".equals(environment.get("IS_SANDBOX"))) {
      throw new ProblemException(
          new Problem(
              ProblemCode.MODE_FORBIDDEN,
              "the mode bypassPermissions does not run as root outside a sandbox",
              "Run as another user, or set IS_SANDBOX=1 inside a container"));
    }
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | RuntimeException noSuchView) {
      return System.getProperty("user.name", "").equals("root");
    }
  }
}
