package dev.muster.workspace;

/** What came of writing a file. */
public sealed interface FileWrite {

  /** The whole content is on disk. */
  record Written(FileState state) implements FileWrite {}

  /** Nothing was changed; the reason as in {@link FileRead.Refused}. */
  record Refused(Refusal reason, String why) implements FileWrite {}
}
