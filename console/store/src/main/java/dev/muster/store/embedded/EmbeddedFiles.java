package dev.muster.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The layout of the folder of an embedded server: {@code data} is PostgreSQL's, {@code programs}
 * its binaries, {@code postgres.log} what it said, {@code password} and {@code port} how to reach
 * it.
 */
record EmbeddedFiles(Path folder) {

  Path data() {
    return folder.resolve("data");
  }

  Path programs() {
    return folder.resolve("programs");
  }

  Path log() {
    return folder.resolve("log/postgres.log");
  }

  Path lock() {
    return folder.resolve("lock");
  }

  Path postmaster() {
    return data().resolve("postmaster.pid");
  }

  /** The password of the server's only role, made at the first call. */
  String password() throws IOException {
    Path file = folder.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      write(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file, StandardCharsets.US_ASCII).strip();
  }

  /** The port of the last start; 0 before the first. */
  int port() throws IOException {
    Path file = folder.resolve("port");
    return Files.exists(file)
        ? Integer.parseInt(Files.readString(file, StandardCharsets.US_ASCII).strip())
        : 0;
  }

  void port(int port) throws IOException {
    write(folder.resolve("port"), Integer.toString(port));
  }

  private static void write(Path file, String text) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(
        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(whole, text + "\n", StandardCharsets.US_ASCII);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Lets every account of the machine enter and read a folder. */
  static void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
