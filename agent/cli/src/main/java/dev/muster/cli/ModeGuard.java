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

  ModeGuard(Settings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
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
