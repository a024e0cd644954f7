package dev.muster.headless;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes whole lines to the reader of this program, each flushed.
 *
 * <p>When the reader has gone (a closed pipe) nothing more is written, and {@code onGone} is called
 * once, on the thread that noticed. Safe for use by several threads.
 */
final class LineOutput {

  private final OutputStream out;
  private final Runnable onGone;
  private boolean gone;

  LineOutput(OutputStream out, Runnable onGone) {
    this.out = out;
    this.onGone = onGone;
  }

  /** Writes a line and the newline after it. */
  void line(byte[] text) {
    if (!write(text)) {
      onGone.run();
    }
  }

  private synchronized boolean write(byte[] text) {
    if (gone) {
      return true;
    }
    try {
      byte[] line = new byte[text.length + 1];
      System.arraycopy(text, 0, line, 0, text.length);
      line[text.length] = '\n';
      out.write(line);
      out.flush();
      return true;
    } catch (IOException closed) {
      gone = true;
      return false;
    }
  }

  /** Whether the reader has gone. */
  synchronized boolean gone() {
    return gone;
  }
}
