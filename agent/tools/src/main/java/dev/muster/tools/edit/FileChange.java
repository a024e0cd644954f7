package dev.muster.tools.edit;

import dev.muster.json.Json;
import dev.muster.protocol.PathIdentity;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.FileState;
import dev.muster.workspace.FileWrite;
import dev.muster.workspace.LineDiff;
import dev.muster.workspace.Refusal;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every tool that changes a file does: check that the session knows it, write it, remember it,
 * and tell what changed. Safe for use by several threads.
 */
public final class FileChange {

  /** The largest file that is changed. */
  public static final int MAX_BYTES = 16 << 20;

  /** What a model is told whose text cannot be written in any encoding. */
  public static final String HALF_CHARACTER =
      "The text has half of a surrogate pair, which no file can hold.";

  private final WorkspaceFiles files;
  private final FileLedger ledger;

  /** Works on those files and remembers in that ledger. */
  public FileChange(WorkspaceFiles files, FileLedger ledger) {
    this.files = files;
    this.ledger = ledger;
  }

  /** Reads the file that is to be changed. */
  public FileRead read(PathIdentity file) throws IOException {
    return files.read(file, MAX_BYTES);
  }

  /** Why the file must not be changed yet, for the model; empty when it may. */
  public Optional<String> refusal(PathIdentity file, Path path, FileState now) {
    return switch (ledger.knowledge(file.canonical(), now)) {
      case CURRENT -> Optional.empty();
      case NONE ->
          Optional.of(
              path + " has not been read in this session yet. Read it first, then change it.");
      case OUTDATED ->
          Optional.of(
              path
                  + " has changed since it was read: by the user, by a program, or by a command. Read"
                  + " it again before changing it.");
    };
  }

  /** Creates a file, or replaces one whose content was {@code before}; why not, if it was not. */
  public Optional<String> write(
      PathIdentity file, Path path, byte[] content, Optional<FileState> before) throws IOException {
    FileWrite result =
        before.isPresent()
            ? files.replace(file, content, before.get())
            : files.create(file, content);
    return switch (result) {
      case FileWrite.Written(FileState state) -> {
        ledger.saw(file.canonical(), state);
        yield Optional.empty();
      }
      case FileWrite.Refused(Refusal reason, String why) ->
          Optional.of("Cannot change " + path + ": " + why + "." + hint(reason));
    };
  }

  /** What to do about a refusal, with a space before it, or an empty text. */
  public static String hint(Refusal reason) {
    return switch (reason) {
      case SWAPPED, CHANGED -> " Read it again and repeat the change.";
      case FOLDER -> " Give the path of a file.";
      case TOO_LARGE -> " Change it with a program that works on a stream, such as sed.";
      case MISSING, NOT_REGULAR, FORBIDDEN -> "";
    };
  }

  /** The differences of two texts as programs are told of them. */
  public static Json.Arr patch(String before, String after) {
    List<Json> hunks = new ArrayList<>();
    for (LineDiff.Hunk hunk : LineDiff.hunks(before, after)) {
      hunks.add(
          Json.Obj.builder()
              .put("oldStart", hunk.oldStart())
              .put("oldLines", hunk.oldLines())
              .put("newStart", hunk.newStart())
              .put("newLines", hunk.newLines())
              .put("lines", Json.strings(hunk.lines()))
              .build());
    }
    return new Json.Arr(hunks);
  }
}
