package dev.muster.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program as the leader of a session of its own.
 *
 * <p>Java cannot call setsid(2) between fork and exec, so a small program does it and then becomes
 * the wanted one, under the same process id: {@code setsid} on Linux, Perl on macOS. Where there is
 * neither, the program stays in our session and only descent and the marker tell its tree.
 */
record SessionStarter(List<String> prefix) {

  SessionStarter {
    prefix = List.copyOf(prefix);
  }

  static SessionStarter ofThisSystem() {
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      return bySetsid("/usr/bin/setsid");
    }
    if (Files.isExecutable(Path.of("/bin/setsid"))) {
      return bySetsid("/bin/setsid");
    }
    return Files.isExecutable(Path.of("/usr/bin/perl"))
        ? byPerl("/usr/bin/perl")
        : new SessionStarter(List.of());
  }

  static SessionStarter bySetsid(String setsid) {
    return new SessionStarter(List.of(setsid));
  }

  static SessionStarter byPerl(String perl) {
    String program = "use POSIX ();POSIX::setsid();exec{$ARGV[0]}@ARGV or exit 127";
    return new SessionStarter(List.of(perl, "-e", program, "--"));
  }

  List<String> inNewSession(List<String> argv) {
    List<String> all = new ArrayList<>(prefix.size() + argv.size());
    all.addAll(prefix);
    all.addAll(argv);
    return all;
  }
}
