package dev.muster.policy.cases;

import dev.muster.policy.cases.CaseFile.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project and a home that exist for as long as cases are decided. For one thread. */
final class CaseTree implements AutoCloseable {

  private final Path root;

  private CaseTree(Path root) {
    this.root = root;
  }

  /**
   * Makes the files and links of a tree in a new temporary folder.
   *
   * @throws IOException when one cannot be made, as where a path leads through a link
   */
  static CaseTree make(Tree tree) throws IOException {
    CaseTree made = new CaseTree(Files.createTempDirectory("muster-policy-").toRealPath());
    try {
      Files.createDirectories(made.project());
      Files.createDirectories(made.home());
      for (Map.Entry<String, String> file : tree.files().entrySet()) {
        made.file(file.getKey(), file.getValue());
      }
      for (Map.Entry<String, String> link : tree.links().entrySet()) {
        made.link(link.getKey(), link.getValue());
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  Path project() {
    return root.resolve("project");
  }

  Path home() {
    return root.resolve("home");
  }

  private void file(String path, String content) throws IOException {
    Path file = at(path);
    if (path.endsWith("/")) {
      Files.createDirectories(file);
      return;
    }
    makeFolder(file);
    Files.writeString(file, content, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
  }

  private void link(String path, String target) throws IOException {
    Path link = at(path);
    makeFolder(link);
    boolean inHome = target.equals("~") || target.startsWith("~/");
    Files.createSymbolicLink(
        link,
        inHome ? home().resolve(target.substring(target.length() > 1 ? 2 : 1)) : Path.of(target));
  }

  /** The folder of a file: no link may lead out of the tree on the way. */
  private void makeFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    for (Path above = folder; !above.equals(root); above = parent(above)) {
      if (Files.isSymbolicLink(above)) {
        throw new IOException(root.relativize(above) + " is a link, and nothing is made behind it");
      }
    }
    Files.createDirectories(folder);
  }

  private Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? root : parent;
  }

  private Path at(String path) {
    return path.startsWith("~/") ? home().resolve(path.substring(2)) : project().resolve(path);
  }

  /** Removes everything; links are removed, not followed. What cannot be removed stays. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException left) {
      // it is a temporary folder
    }
  }
}
