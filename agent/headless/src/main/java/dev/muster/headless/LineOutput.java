package dev.muster.headless;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole lines to the reader of this program, each flushed.
 *
 * <p>When a line cannot be written (the reader has closed the pipe, the disk is full) nothing more
 * is, and {@code onLost} is called once with the reason, on the thread that noticed. Safe for use
 * by several threads.
 */
final class LineOutput {

  private final OutputStream out;
  private final Consumer<IOException> onLost;
  private boolean lost;

  LineOutput(OutputStream out, Consumer<IOException> onLost) {
    this.out = out;
    this.onLost = onLost;
  }

  /** Writes a line and the newline after it. */
  void line(byte[] text) {
    IOException failure = write(text);
    if (failure != null) {
      onLost.accept(failure);
    }
  }

  private synchronized @Nullable IOException write(byte[] text) {
    if (lost) {
      return null;
    }
    try {
      byte[] line = new byte[text.length + 1];
      System.arraycopy(text, 0, line, 0, text.length);
      line[text.length] = '\n';
      out.write(line);
      out.flush();
      return null;
    } catch (IOException failure) {
      lost = true;
      return failure;
    }
  }

  /** Whether nothing can be written any more. */
  synchronized boolean lost() {
    return lost;
  }
}
