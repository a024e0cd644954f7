package dev.muster.workspace;

/** What came of reading a file whole. */
public sealed interface FileRead {

  /** The content, with the state that it had. The array belongs to the caller. */
  final class Content implements FileRead {
    private final byte[] bytes;
    private final FileState state;

    Content(byte[] bytes, FileState state) {
      this.bytes = bytes;
      this.state = state;
    }

    /** The content itself, not a copy. */
    public byte[] bytes() {
      return bytes;
    }

    /** The state of the file when it was read. */
    public FileState state() {
      return state;
    }
  }

  /**
   * It was not read.
   *
   * @param why one sentence without a final full stop
   */
  record Refused(Refusal reason, String why) implements FileRead {}
}
