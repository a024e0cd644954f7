package dev.muster.store.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path into a folder once.
 *
 * <p>Several consoles may share the folder: what an archive holds stands below a name with the
 * archive's checksum, appears there whole or not at all, and a shared one is used only where nobody
 * but this user and root can have written it.
 */
final class PostgresBinaries {

  private static final String UNFINISHED = "unpack-";
  private static final Object ONE_OF_THIS_PROCESS = new Object();

  private PostgresBinaries() {}

  /**
   * The folder with {@code bin}, {@code lib} and {@code share}; unpacked below {@code folder} when
   * it is not there yet.
   *
   * @throws IOException when it cannot be unpacked
   */
  static Path in(Path folder) throws IOException {
    String name = archive();
    URL archive = resource(name);
    Files.createDirectories(folder);
    Path home = folder.resolve(name.replace(".txz", "-" + mark(archive)));
    if (!isWhole(home)) {
      synchronized (ONE_OF_THIS_PROCESS) {
        try (FileChannel file = lockFile(folder);
            FileLock held = file.lock()) {
          if (!isWhole(home) && held.isValid()) {
            unpack(read(archive), folder, home);
          }
        }
      }
    }
    return home;
  }

  /**
   * The same in a folder that several servers share.
   *
   * @throws IOException when others may write there, too
   */
  static Path shared(Path folder) throws IOException {
    Files.createDirectories(folder);
    mustBeOurs(folder);
    Path home = in(folder);
    mustBeOurs(home.resolve("bin/postgres"));
    return home;
  }

  private static boolean isWhole(Path home) {
    return Files.isExecutable(home.resolve("bin/postgres"));
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("unpacking.lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /** Unpacks while no other does: what others left unfinished is removed. */
  private static void unpack(byte[] archive, Path folder, Path home) throws IOException {
    delete(home);
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path path :
          inside.filter(p -> p.getFileName().toString().startsWith(UNFINISHED)).toList()) {
        delete(path);
      }
    }
    Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
    TarReader.unpack(new XZInputStream(new ByteArrayInputStream(archive)), unfinished);
    EmbeddedFiles.open(unfinished);
    Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Fails where somebody else could have put something at a path, which would then run with the
   * database's rights.
   */
  private static void mustBeOurs(Path path) throws IOException {
    Path real = path.toRealPath();
    UserPrincipal root = Files.getOwner(Path.of("/"));
    Optional<String> self = ProcessHandle.current().info().user();
    for (Path at = real; at != null; at = at.getParent()) {
      UserPrincipal owner = Files.getOwner(at, LinkOption.NOFOLLOW_LINKS);
      boolean ours = owner.equals(root) || self.filter(owner.getName()::equals).isPresent();
      if (!ours || (othersMayWrite(at) && (at.equals(real) || !isSticky(at)))) {
        throw new IOException(
            "PostgreSQL's programs are not run from "
                + real
                + ": others than this user may write "
                + at
                + "; choose another folder, or take their right to write there");
      }
    }
  }

  private static boolean othersMayWrite(Path path) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    return permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE);
  }

  /** Whether only a thing's owner may replace it in that folder, as in /tmp. */
  private static boolean isSticky(Path folder) throws IOException {
    return Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS)
            instanceof Integer mode
        && (mode & 01000) != 0;
  }

  private static URL resource(String name) throws IOException {
    URL resource = PostgresBinaries.class.getResource("/" + name);
    if (resource == null) {
      throw new IOException(
          "no PostgreSQL for this machine comes with the console ("
              + name
              + "); use a server of your own with --database-url");
    }
    return resource;
  }

  private static byte[] read(URL archive) throws IOException {
    try (InputStream bytes = archive.openStream()) {
      return bytes.readAllBytes();
    }
  }

  /**
   * Tells the archive of one version from another's: its checksum and length, which the jar around
   * it says, so that a start need not read so much.
   */
  private static String mark(URL archive) throws IOException {
    long checksum;
    long length;
    if (archive.openConnection() instanceof JarURLConnection jar) {
      checksum = jar.getJarEntry().getCrc();
      length = jar.getJarEntry().getSize();
    } else {
      byte[] bytes = read(archive);
      CRC32 sum = new CRC32();
      sum.update(bytes);
      checksum = sum.getValue();
      length = bytes.length;
    }
    return Long.toHexString(checksum) + "-" + Long.toHexString(length);
  }

  private static String archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    String family = system.contains("mac") ? "darwin" : "linux";
    String processor = machine.equals("aarch64") ? "arm_64" : "x86_64";
    return "postgres-" + family + "-" + processor + ".txz";
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
