package dev.muster.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path into a folder once. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /**
   * The folder with {@code bin}, {@code lib} and {@code share}; unpacked below {@code folder} when
   * it is not there yet.
   */
  static Path in(Path folder) throws IOException {
    String name = archive();
    Path home = folder.resolve(name.replace(".txz", ""));
    if (Files.isExecutable(home.resolve("bin/postgres"))) {
      return home;
    }
    Files.createDirectories(folder);
    Path unfinished = Files.createTempDirectory(folder, "unpack-");
    try (InputStream resource = PostgresBinaries.class.getResourceAsStream("/" + name)) {
      if (resource == null) {
        throw new IOException(
            "no PostgreSQL for this machine comes with the console ("
                + name
                + "); use a server of your own with --database-url");
      }
      TarReader.unpack(new XZInputStream(resource), unfinished);
    }
    EmbeddedFiles.open(unfinished);
    delete(home);
    Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    return home;
  }

  private static String archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    String family = system.contains("mac") ? "darwin" : "linux";
    String processor = machine.equals("aarch64") ? "arm_64" : "x86_64";
    return "postgres-" + family + "-" + processor + ".txz";
  }

  /** Removes what a broken unpacking left. */
  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
