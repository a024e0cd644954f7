package dev.muster.workspace;

import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file's content was at one moment.
 *
 * @param size in bytes
 * @param modified the file's time of modification then
 * @param digest SHA-256 of the content, in hex
 */
public record FileState(long size, FileTime modified, String digest) {

  /** The state of a file with that content. */
  public static FileState of(byte[] content, FileTime modified) {
    return new FileState(
        content.length, modified, HexFormat.of().formatHex(sha256().digest(content)));
  }

  /** Whether both have the same content, whenever it was written. */
  public boolean sameContent(FileState other) {
    return size == other.size && digest.equals(other.digest);
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
