package dev.muster.trust;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A settings file to which grants are written: its {@code permissions} block changes, everything
 * else in it stays as it was to the byte. Safe for use by several threads and processes.
 */
public final class GrantFile {

  private final Path file;
  private final GuardedFile guarded;

  private GrantFile(Path file, GuardedFile guarded) {
    this.file = file;
    this.guarded = guarded;
  }

  /**
   * A file of the person's own, which may be a symbolic link to where it is kept.
   *
   * @param file need not exist
   */
  public static GrantFile ofPerson(Path file) {
    return new GrantFile(file, new GuardedFile(file));
  }

  /**
   * A file in a repository: never written through a symbolic link, which the repository may have
   * brought.
   *
   * @param file in a folder {@code .claude}; neither need exist
   * @param lock a file of the person's by which one changer at a time is let in
   */
  public static GrantFile ofRepository(Path file, Path lock) {
    return new GrantFile(file, GuardedFile.withoutLinks(file, lock));
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * Writes a change into the file, whole or not at all.
   *
   * @throws ProblemException when the file is there and is no settings file; it stays as it is
   * @throws IOException when it cannot be written
   */
  public void write(PermissionUpdate update) throws IOException {
    guarded.change(content -> changed(content, update));
  }

  private byte @Nullable [] changed(byte @Nullable [] content, PermissionUpdate update) {
    try {
      Json.Obj root =
          content == null || content.length == 0 ? Json.Obj.EMPTY : JsonReader.readObject(content);
      if (root.has("permissions") && !(root.get("permissions") instanceof Json.Obj)) {
        throw broken("its \"permissions\" are no object");
      }
      PermissionBlock block =
          new PermissionBlock(root.object("permissions").orElse(Json.Obj.EMPTY));
      if (!block.apply(update)) {
        return null;
      }
      return new SettingsEdit(root, content).with(block.key(), block.value());
    } catch (JsonException | MemberScan.Malformed notJson) {
      throw broken("it is not valid JSON: " + notJson.getMessage());
    } catch (PermissionBlock.NotAList wrong) {
      throw broken("its \"permissions." + wrong.key() + "\" is no list");
    }
  }

  private ProblemException broken(String why) {
    return new ProblemException(
        new Problem(
            ProblemCode.SETTINGS_INVALID,
            "nothing was written to " + file + ", since " + why,
            "Mend the file"));
  }
}
