package dev.muster.permission.shell;

/** Programs in common use that run a command handed to them as arguments. */
final class LooseRunners {
  private LooseRunners() {}

  /** Whether any later argument may be the command. */
  static boolean runsArguments(String word) {
    return switch (baseName(word)) {
      case "sudo", "doas", "env", "command", "builtin", "exec", "eval", "time", "coproc" -> true;
      case "nohup", "nice", "ionice", "timeout", "stdbuf", "setsid", "chrt", "taskset" -> true;
      case "xargs", "parallel", "watch", "flock", "chroot", "unshare", "nsenter", "strace" -> true;
      case "ltrace", "script", "busybox", "entr", "runuser", "setpriv", "systemd-run" -> true;
      case "noglob", "trap", "-exec", "-execdir", "-ok", "-okdir" -> true;
      default -> isShell(word);
    };
  }

  /** Whether it is a shell, whose first operand is a script and not a command. */
  static boolean isShell(String word) {
    return switch (baseName(word)) {
      case "sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "fish", "su", "ssh" -> true;
      default -> false;
    };
  }

  private static String baseName(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }
}
