package dev.muster.store.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a tar archive: files, folders and symbolic links of the ustar format and GNU's long
 * names, which is what the archives of PostgreSQL's binaries hold. An entry that would land outside
 * the folder is refused. Source of the format: POSIX pax(1), "ustar Interchange Format".
 */
final class TarReader {

  private static final int BLOCK = 512;

  private final InputStream in;
  private final Path folder;
  private final byte[] header = new byte[BLOCK];

  private TarReader(InputStream in, Path folder) {
    this.in = in;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Unpacks everything into a folder that exists. */
  static void unpack(InputStream in, Path folder) throws IOException {
    new TarReader(in, folder).all();
  }

  private void all() throws IOException {
    String longName = null;
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      long size = octal(124, 12);
      char type = (char) header[156];
      if (type == 'L') {
        longName = text(bytes(size), 0, (int) size);
      } else {
        entry(type, target(longName), size);
        longName = null;
      }
    }
  }

  private void entry(char type, Path path, long size) throws IOException {
    switch (type) {
      case '5' -> Files.createDirectories(path);
      case '2' -> link(path, text(header, 157, 100));
      case '0', '\0' -> file(path, size);
      default -> throw new IOException("an entry of an unknown kind \"" + type + "\": " + path);
    }
  }

  private void link(Path path, String to) throws IOException {
    Path end = path.resolveSibling(to).normalize();
    if (Path.of(to).isAbsolute() || !end.startsWith(folder)) {
      throw new IOException("a link that leaves the folder: " + path);
    }
    Files.createDirectories(parent(path));
    Files.createSymbolicLink(path, Path.of(to));
  }

  private void file(Path path, long size) throws IOException {
    Files.createDirectories(parent(path));
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[64 * 1024];
      for (long left = size; left > 0; ) {
        int got = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (got == 0) {
          throw new EOFException("the archive ends within " + path);
        }
        out.write(buffer, 0, got);
        left -= got;
      }
    }
    pad(size);
    boolean runs = (octal(100, 8) & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private byte[] bytes(long size) throws IOException {
    if (size > 4096) {
      throw new IOException("a name of " + size + " bytes");
    }
    byte[] bytes = in.readNBytes((int) size);
    pad(size);
    return bytes;
  }

  private void pad(long size) throws IOException {
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }

  private Path target(@Nullable String longName) throws IOException {
    String prefix = text(header, 345, 155);
    String name = text(header, 0, 100);
    String whole = longName != null ? longName : prefix.isEmpty() ? name : prefix + "/" + name;
    Path path = folder.resolve(whole).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("an entry that leaves the folder: " + whole);
    }
    return path;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private long octal(int from, int length) throws IOException {
    long value = 0;
    for (int i = from; i < from + length; i++) {
      byte digit = header[i];
      if (digit >= '0' && digit <= '7') {
        value = value * 8 + (digit - '0');
      } else if (digit != ' ' && digit != 0) {
        throw new IOException("the archive is damaged");
      }
    }
    return value;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
