package dev.muster.server.run;

import dev.muster.api.LocalAccess;
import dev.muster.json.JsonWriter;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The folder in which a console keeps what is its own: {@code console.json} the configuration where
 * there is one, {@code prices.txt} the price book where one was imported, {@code postgres} the
 * embedded database, {@code secret} from which stored hashes of keys are made, {@code
 * console-access.json} how commands reach the running console.
 */
public record DataFolder(Path path) {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  /**
   * The folder, made where it does not exist.
   *
   * @param root whether the database runs as another account, which has to pass through the folder
   */
  public static DataFolder open(Path path, boolean root) {
    try {
      boolean made = !Files.exists(path);
      Files.createDirectories(path);
      if (made) {
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(root ? "rwx--x--x" : "rwx------"));
      }
      return new DataFolder(path.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      throw new Failure(
          ExitCode.FAILED,
          "Cannot use the data folder "
              + path
              + ": "
              + e.getMessage()
              + ".\nName another one with --data FOLDER",
          e);
    }
  }

  /** Where the embedded database is. */
  public Path postgres() {
    return path.resolve("postgres");
  }

  /** The configuration, where no other file is named. */
  public Path configuration() {
    return path.resolve("console.json");
  }

  /** The price book, where another than the program's own is in force. */
  public Path prices() {
    return path.resolve("prices.txt");
  }

  /** Puts a price book in force from the next start on. */
  public void prices(String text) throws IOException {
    write(prices(), text.stripTrailing());
  }

  /** The secret from which hashes of keys are made: 32 bytes, made at the first call. */
  public byte[] secret() {
    Path file = path.resolve("secret");
    try {
      if (!Files.exists(file)) {
        write(file, HexFormat.of().formatHex(random()));
      }
      byte[] secret =
          HexFormat.of().parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
      if (secret.length < 32) {
        throw new IOException("it is too short");
      }
      return secret;
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          ExitCode.FAILED,
          "Cannot use "
              + file
              + ": "
              + e.getMessage()
              + ".\nWithout it no key can be recognised; restore it from a backup",
          e);
    }
  }

  /** Sets that secret, as when a backup is restored. */
  void secret(byte[] secret) throws IOException {
    write(path.resolve("secret"), HexFormat.of().formatHex(secret));
  }

  /** Lets commands of the same user reach the running console. */
  void publish(LocalAccess access) throws IOException {
    write(path.resolve(LocalAccess.FILE), JsonWriter.write(access.json()));
  }

  /** Says that no console runs here any more. */
  void withdraw() throws IOException {
    Files.deleteIfExists(path.resolve(LocalAccess.FILE));
  }

  /** 256 random bits. */
  static byte[] random() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return random;
  }

  private static void write(Path file, String text) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(whole, PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.writeString(whole, text + "\n", StandardCharsets.UTF_8);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
