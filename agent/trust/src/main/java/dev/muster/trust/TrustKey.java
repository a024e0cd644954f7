package dev.muster.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder whose trust decides about another one: the root of its version control, where it has
 * one.
 *
 * <p>A linked worktree of git has its main repository's trust, but only when each names the other:
 * a {@code .git} file alone can be forged (CVE-2026-40068). No program is run to find out.
 *
 * @param folder the folder of which trust is asked and granted, without symbolic links
 * @param workTree the nearest folder above that holds {@code .git}, else the folder itself; differs
 *     from {@code folder} in a linked worktree
 */
public record TrustKey(Path folder, Path workTree) {

  /** The most bytes of the small files by which worktrees and repositories name each other. */
  private static final int MAX_LINK_BYTES = 8192;

  /**
   * Finds the key of a folder.
   *
   * @throws IOException when the folder does not exist or its real location cannot be found out
   */
  public static TrustKey of(Path folder) throws IOException {
    Path real = folder.toRealPath();
    for (Path at = real; at != null; at = at.getParent()) {
      Path dotGit = at.resolve(".git");
      BasicFileAttributes found;
      try {
        found = Files.readAttributes(dotGit, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException none) {
        continue;
      } catch (IOException unknown) {
        // Who cannot look must not guess that there is nothing: the folder stands for itself.
        return new TrustKey(real, real);
      }
      Path main = found.isRegularFile() ? mainOf(at, dotGit) : null;
      return new TrustKey(main == null ? at : main, at);
    }
    return new TrustKey(real, real);
  }

  /** The main repository of a linked worktree; {@code null} unless both name each other. */
  private static @Nullable Path mainOf(Path workTree, Path dotGit) {
    try {
      String line = link(dotGit);
      if (line == null || !line.startsWith("gitdir: ")) {
        return null;
      }
      Path gitDir = workTree.resolve(line.substring("gitdir: ".length())).toRealPath();
      Path worktrees = gitDir.getParent();
      if (worktrees == null || !isNamed(worktrees, "worktrees")) {
        return null;
      }
      Path common = worktrees.getParent();
      Path main = common == null ? null : common.getParent();
      if (common == null || main == null || !isNamed(common, ".git")) {
        return null;
      }
      boolean linked =
          leadsTo(gitDir, "commondir", common)
              && leadsTo(gitDir, "gitdir", dotGit)
              && Files.getOwner(dotGit, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(common));
      return linked ? main : null;
    } catch (IOException | InvalidPathException | UnsupportedOperationException unproven) {
      return null;
    }
  }

  private static boolean isNamed(Path path, String name) {
    Path last = path.getFileName();
    return last != null && last.toString().equals(name);
  }

  /** Whether a file of a worktree's folder in the repository names that location. */
  private static boolean leadsTo(Path gitDir, String file, Path wanted) throws IOException {
    String named = link(gitDir.resolve(file));
    return named != null && gitDir.resolve(named).toRealPath().equals(wanted);
  }

  /** The one line of a small regular file; {@code null} when it is anything else. */
  private static @Nullable String link(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    byte[] bytes;
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_LINK_BYTES + 1);
    }
    if (bytes.length > MAX_LINK_BYTES) {
      return null;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
    String line = text.stripTrailing();
    return line.isEmpty() || line.indexOf('\n') >= 0 || line.indexOf('\0') >= 0 ? null : line;
  }
}
