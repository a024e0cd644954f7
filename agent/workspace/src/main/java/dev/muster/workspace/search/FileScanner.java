package dev.muster.workspace.search;

import dev.muster.workspace.Encoding;
import dev.muster.workspace.TextFile;
import dev.muster.workspace.search.GrepOutcome.FileMatches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches one file after another; each thread has its own.
 *
 * <p>A file is read whole. Most are put aside by a look at the bytes, before any is decoded.
 */
final class FileScanner {

  /** Longer files are not searched without ripgrep. */
  static final int MAX_BYTES = 32 << 20;

  private static final Set<? extends OpenOption> OPTIONS =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final GrepSyntax syntax;
  private final GrepQuery query;
  private final Cancellation cancellation;
  private final @Nullable ByteFinder required;
  private byte[] buffer = new byte[1 << 16];

  FileScanner(GrepSyntax syntax, GrepQuery query, Cancellation cancellation) {
    this.syntax = syntax;
    this.query = query;
    this.cancellation = cancellation;
    this.required =
        syntax.required() == null ? null : new ByteFinder(syntax.required(), syntax.foldCase());
  }

  /**
   * The matches of a file; {@code null} when there is none or the file is binary.
   *
   * @throws IOException when it cannot be read, or is too long
   */
  @Nullable FileMatches scan(Path file, String relative) throws IOException {
    int length = fill(file);
    Optional<Encoding> wide = wide(length);
    String text;
    boolean ascii = false;
    if (wide.isPresent()) {
      byte[] bytes = Arrays.copyOf(buffer, length);
      text = TextFile.decode(bytes).map(TextFile::text).orElse("");
    } else {
      if (required != null && !required.occursIn(buffer, length)) {
        return null;
      }
      if (TextFile.looksBinary(buffer, length)) {
        return null;
      }
      int mark = startsWithMark(length) ? 3 : 0;
      ascii = mark == 0 && isAscii(length);
      text =
          new String(
              buffer,
              mark,
              length - mark,
              ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
    return new LineMatches(
            ascii ? syntax.ascii() : syntax.unicode(),
            syntax.foldCase() ? null : syntax.required(),
            query,
            text,
            cancellation)
        .of(relative);
  }

  private int fill(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, OPTIONS)) {
      int length = 0;
      while (true) {
        int read = channel.read(ByteBuffer.wrap(buffer, length, buffer.length - length));
        if (read < 0) {
          return length;
        }
        length += read;
        if (length == buffer.length) {
          if (length >= MAX_BYTES) {
            throw new IOException(file + " is too long to be searched");
          }
          buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
      }
    }
  }

  private Optional<Encoding> wide(int length) {
    if (length < 2) {
      return Optional.empty();
    }
    int first = buffer[0] & 0xFF;
    int second = buffer[1] & 0xFF;
    if (first == 0xFF && second == 0xFE) {
      return Optional.of(Encoding.UTF_16LE);
    }
    return first == 0xFE && second == 0xFF ? Optional.of(Encoding.UTF_16BE) : Optional.empty();
  }

  private boolean startsWithMark(int length) {
    return length >= 3
        && (buffer[0] & 0xFF) == 0xEF
        && (buffer[1] & 0xFF) == 0xBB
        && (buffer[2] & 0xFF) == 0xBF;
  }

  private boolean isAscii(int length) {
    int all = 0;
    for (int i = 0; i < length; i++) {
      all |= buffer[i];
    }
    return all >= 0;
  }
}
