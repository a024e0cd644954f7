package dev.muster.headless;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The program's standard output, whose failures are {@link Lost}: they tell a reader that has gone,
 * which ends a pipeline in good order, from a place that takes nothing more. As safe for several
 * threads as the stream below.
 */
public final class StandardOutput extends OutputStream {

  private final OutputStream below;

  public StandardOutput(OutputStream below) {
    this.below = below;
  }

  /** Standard output cannot be written any more; the message says why, for a person. */
  public static final class Lost extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean readerGone;

    private Lost(IOException cause) {
      super("standard output cannot be written: " + cause.getMessage(), cause);
      // how the platform words EPIPE; there is no other sign of it
      readerGone = "Broken pipe".equals(cause.getMessage());
    }

    /** Whether the other end of a pipe was closed, which nobody need be told. */
    public boolean readerGone() {
      return readerGone;
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      below.write(bytes, from, length);
    } catch (IOException e) {
      throw new Lost(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      below.flush();
    } catch (IOException e) {
      throw new Lost(e);
    }
  }
}
