package dev.muster.exec.sandbox;

import dev.muster.protocol.Confinement.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profile with which macOS's {@code sandbox-exec} confines a command. Pure.
 *
 * <p>Nothing is allowed that no rule names; of several rules that match, the last one counts, so
 * that the places are written from the root downwards.
 */
final class SeatbeltProfile {

  private static final String BASE =
      """
      (version 1)
      (deny default)
      (allow process-exec)
      (allow process-fork)
      (allow process-info* (target same-sandbox))
      (allow signal (target same-sandbox))
      (allow mach-priv-task-port (target same-sandbox))
      (allow sysctl-read)
      (allow user-preference-read)
      (allow ipc-posix-sem)
      (allow ipc-posix-shm)
      (allow pseudo-tty)
      (allow iokit-get-properties)
      (allow system-fsctl)
      (allow distributed-notification-post)
      (allow file-read* file-test-existence file-map-executable)
      (allow file-write-data file-ioctl
        (literal "/dev/null") (literal "/dev/zero") (literal "/dev/random")
        (literal "/dev/urandom") (literal "/dev/dtracehelper"))
      (allow file-write-data (literal "/dev/tty") (regex #"^/dev/ttys[0-9]+$") (literal "/dev/ptmx"))
      (allow file-read* file-write-data file-ioctl (regex #"^/dev/fd/[0-9]+$"))
      """;

  /** Services that programs need to start at all, and that give nothing away. */
  private static final List<String> SERVICES =
      List.of(
          "com.apple.bsd.dirhelper",
          "com.apple.cfprefsd.agent",
          "com.apple.cfprefsd.daemon",
          "com.apple.diagnosticd",
          "com.apple.logd",
          "com.apple.system.logger",
          "com.apple.system.notification_center",
          "com.apple.system.opendirectoryd.libinfo",
          "com.apple.system.opendirectoryd.membership");

  private static final List<String> APPLE_EVENTS =
      List.of(
          "com.apple.coreservices.appleevents",
          "com.apple.CoreServices.coreservicesd",
          "com.apple.coreservices.quarantine-resolver");

  private static final String TRUST = "com.apple.trustd.agent";

  private final StringBuilder text = new StringBuilder(BASE);

  private SeatbeltProfile() {}

  /**
   * The profile.
   *
   * @param plan the places; {@code null} where files are not confined
   * @param reports files that may be written besides
   * @param proxyPort the port of the loopback that leads to the proxy
   * @param localBinding whether any port of the loopback may be used
   * @throws IOException when a path cannot be written down without doubt
   */
  static String of(
      @Nullable MountPlan plan,
      List<Path> reports,
      Services services,
      int proxyPort,
      boolean localBinding)
      throws IOException {
    SeatbeltProfile profile = new SeatbeltProfile();
    if (plan == null) {
      profile.text.append("(allow file-write*)\n");
    } else {
      profile.places(plan);
    }
    for (Path report : reports) {
      profile.text.append("(allow file-write* (literal ").append(quoted(report)).append("))\n");
    }
    profile.network(proxyPort, localBinding);
    profile.services(services);
    return profile.text.toString();
  }

  private void places(MountPlan plan) throws IOException {
    for (MountPlan.Mount mount : plan.mounts()) {
      String place = "(subpath " + quoted(mount.path()) + ")";
      text.append(
          switch (mount.kind()) {
            case WRITABLE -> "(allow file-read* file-write* " + place + ")\n";
            case SHOWN -> "(allow file-read* " + place + ")\n(deny file-write* " + place + ")\n";
            case HIDDEN -> "(deny file-read* file-write* " + place + anyCase(mount.path()) + ")\n";
            case FROZEN -> "(deny file-write* " + place + anyCase(mount.path()) + ")\n";
          });
    }
    for (Path pin : plan.pins()) {
      text.append("(deny file-write-unlink (literal ").append(quoted(pin)).append("))\n");
    }
    for (Path unwanted : plan.unwanted()) {
      text.append("(deny file-write* (subpath ").append(quoted(unwanted)).append("))\n");
    }
  }

  private void network(int proxyPort, boolean localBinding) {
    text.append("(allow network-outbound (remote ip \"localhost:")
        .append(proxyPort)
        .append("\"))\n");
    if (localBinding) {
      text.append("(allow network-bind network-inbound (local ip \"localhost:*\"))\n");
      text.append("(allow network-outbound (remote ip \"localhost:*\"))\n");
    }
  }

  private void services(Services services) throws IOException {
    if (services.everySocket()) {
      text.append("(allow network-outbound (remote unix-socket))\n");
      text.append("(allow network-bind (local unix-socket))\n");
    }
    for (Path socket : services.sockets()) {
      text.append("(allow network-outbound (remote unix-socket (path-literal ")
          .append(quoted(socket))
          .append(")))\n");
    }
    SERVICES.forEach(name -> lookup("global-name", name));
    if (services.trust()) {
      lookup("global-name", TRUST);
    }
    if (services.appleEvents()) {
      text.append("(allow appleevent-send)\n(allow lsopen)\n");
      APPLE_EVENTS.forEach(name -> lookup("global-name", name));
    }
    for (String name : services.mach()) {
      if (!isPlain(name)) {
        throw new IOException("no service has the name " + name);
      }
      if (name.equals("*")) {
        text.append("(allow mach-lookup)\n");
      } else if (name.endsWith("*")) {
        lookup("global-name-prefix", name.substring(0, name.length() - 1));
      } else {
        lookup("global-name", name);
      }
    }
  }

  private void lookup(String how, String name) {
    text.append("(allow mach-lookup (").append(how).append(" \"").append(name).append("\"))\n");
  }

  /** Whether a name has only what names of services have, and at most one star, at its end. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean star = c == '*' && i == name.length() - 1;
      if (!letter && !star && "._-".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /**
   * A filter for the same place with its last name written in any case, since most disks of macOS
   * take no notice of case.
   */
  private static String anyCase(Path path) {
    Path name = path.getFileName();
    Path parent = path.getParent();
    if (name == null || parent == null) {
      return "";
    }
    String before = parent.toString().equals("/") ? "/" : parent + "/";
    StringBuilder filter = new StringBuilder(" (regex #\"^");
    before.chars().forEach(c -> literal(filter, (char) c));
    for (char c : name.toString().toCharArray()) {
      char lower = Character.toLowerCase(c);
      char upper = Character.toUpperCase(c);
      if (c < 0x80 && lower != upper) {
        filter.append('[').append(lower).append(upper).append(']');
      } else {
        literal(filter, c);
      }
    }
    return filter.append("(/|$)\")").toString();
  }

  /** A character as it is; one that would end the filter stands for any. */
  private static void literal(StringBuilder filter, char c) {
    if (c == '"' || c == '\\') {
      filter.append('.');
      return;
    }
    if ("^$.*+?()[]{}|".indexOf(c) >= 0) {
      filter.append('\\');
    }
    filter.append(c);
  }

  /** A path as a string of the profile's language, in which nothing ends it but its last quote. */
  static String quoted(Path path) throws IOException {
    String written = path.toString();
    StringBuilder quoted = new StringBuilder(written.length() + 2).append('"');
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c < ' ' || c == 0x7f) {
        throw new IOException("a path with control characters cannot be confined: " + path);
      }
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
