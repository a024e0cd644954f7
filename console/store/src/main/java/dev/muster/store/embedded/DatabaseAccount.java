package dev.muster.store.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account that PostgreSQL runs as: the console's own, or an unprivileged one when the console
 * was started as root, because PostgreSQL refuses to run as root.
 *
 * @param name {@code null} for the console's own
 */
record DatabaseAccount(@Nullable String name, @Nullable UserPrincipal principal) {

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  /**
   * The account to use.
   *
   * @param wanted the account that the configuration names, for when the console runs as root
   */
  static DatabaseAccount choose(Optional<String> wanted) throws IOException {
    Path self = Path.of("/proc/self");
    if (!Files.exists(self) || !Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))) {
      return new DatabaseAccount(null, null);
    }
    if (!Files.isExecutable(SETPRIV)) {
      throw new IOException(
          "PostgreSQL does not run as root, and "
              + SETPRIV
              + " is not there to change to another account: start the console as an unprivileged"
              + " user, or use a server of your own with --database-url");
    }
    List<String> names = wanted.map(List::of).orElse(List.of("postgres", "nobody"));
    for (String name : names) {
      Optional<UserPrincipal> found = find(name);
      if (found.isPresent()) {
        return new DatabaseAccount(name, found.get());
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and there is no account "
            + String.join(" or ", names)
            + " to run it as: start the console as an unprivileged user, or name an account");
  }

  private static Optional<UserPrincipal> find(String name) throws IOException {
    try {
      return Optional.of(
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (UserPrincipalNotFoundException absent) {
      return Optional.empty();
    }
  }

  /** The words that run a program under this account; the program takes the process over. */
  List<String> argv(List<String> program) {
    if (name == null) {
      return program;
    }
    List<String> argv =
        new ArrayList<>(
            List.of(
                SETPRIV.toString(),
                "--reuid=" + name,
                "--regid=" + name,
                "--clear-groups",
                "--no-new-privs",
                "--"));
    argv.addAll(program);
    return argv;
  }

  /** Makes a file or folder this account's. */
  void own(Path path) throws IOException {
    if (principal != null) {
      Files.setOwner(path, principal);
    }
  }

  /** Says so when this account cannot enter a folder. */
  void mustReach(Path folder) throws IOException {
    if (name == null) {
      return;
    }
    for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
      boolean open =
          Files.getPosixFilePermissions(at, LinkOption.NOFOLLOW_LINKS)
              .contains(PosixFilePermission.OTHERS_EXECUTE);
      if (!open && !Files.getOwner(at).equals(principal)) {
        throw new IOException(
            "the account "
                + name
                + ", which PostgreSQL is to run as, may not enter "
                + at
                + ": choose a data folder elsewhere, or start the console as an unprivileged user");
      }
    }
  }
}
