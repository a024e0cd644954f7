package dev.muster.workspace;

import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PathIdentity.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the disk says of paths.
 *
 * <p>A path without symbolic links costs two calls of the operating system; any other one is walked
 * component by component, a {@code ..} counting from where the link before it led, as the kernel
 * does. Stateless and safe for use by several threads.
 */
public final class DiskPathFacts implements PathFacts {

  /** As many symbolic links as Linux follows for one path. */
  static final int MAX_LINKS = 40;

  @Override
  public PathIdentity identify(Path absolute) throws IOException {
    if (!absolute.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute path: " + absolute);
    }
    PathIdentity straight = withoutLinks(absolute);
    return straight != null ? straight : new Walk(absolute).identity();
  }

  @Override
  public PathIdentity identifyIn(PathIdentity parent, Path absolute) throws IOException {
    boolean plain =
        parent.kind() == Kind.FOLDER && parent.hops().size() == 1 && isPlainName(absolute);
    if (!plain) {
      return identify(absolute);
    }
    BasicFileAttributes found = attributesIfAny(absolute);
    if (found == null) {
      return missing(absolute);
    }
    return found.isSymbolicLink() ? identify(absolute) : straight(absolute, found);
  }

  private static boolean isPlainName(Path path) {
    String name = String.valueOf(path.getFileName());
    return !name.isEmpty() && !name.equals(".") && !name.equals("..");
  }

  @Override
  public List<String> names(Path folder, int most) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() > most) {
          break;
        }
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    return names;
  }

  /** The identity when no component is a link; {@code null} when a walk must find out. */
  private static @Nullable PathIdentity withoutLinks(Path absolute) {
    try {
      BasicFileAttributes found = attributesIfAny(absolute);
      if (found == null) {
        return missingWithoutLinks(absolute);
      }
      return !found.isSymbolicLink() && absolute.toRealPath().equals(absolute)
          ? straight(absolute, found)
          : null;
    } catch (IOException walkTellsWhy) {
      return null;
    }
  }

  private static @Nullable PathIdentity missingWithoutLinks(Path absolute) {
    Path parent = absolute.getParent();
    if (parent == null || !isPlainName(absolute)) {
      return null;
    }
    PathIdentity above = withoutLinks(parent);
    boolean nothing =
        above != null && (above.kind() == Kind.FOLDER || above.kind() == Kind.MISSING);
    return nothing ? missing(absolute) : null;
  }

  private static PathIdentity missing(Path canonical) {
    return new PathIdentity(canonical, List.of(canonical), canonical, Kind.MISSING, null);
  }

  private static PathIdentity straight(Path canonical, BasicFileAttributes found) {
    return new PathIdentity(canonical, List.of(canonical), canonical, kind(found), found.fileKey());
  }

  /** What stands at a path, links not followed; {@code null} where there is nothing. */
  private static @Nullable BasicFileAttributes attributesIfAny(Path path) throws IOException {
    try {
      return attributes(path);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  static Kind kind(BasicFileAttributes found) {
    if (found.isRegularFile()) {
      return Kind.FILE;
    }
    return found.isDirectory() ? Kind.FOLDER : Kind.OTHER;
  }

  /** One walk from the root; for use by one thread, once. */
  private static final class Walk {
    private final Path written;
    private final List<Path> hops = new ArrayList<>();
    private final Deque<Path> ahead = new ArrayDeque<>();
    private Path at;
    private @Nullable BasicFileAttributes found;
    private int links;

    Walk(Path written) {
      this.written = written;
      this.at = rootOf(written);
      hops.add(written.normalize());
      written.forEach(ahead::addLast);
    }

    PathIdentity identity() throws IOException {
      while (!ahead.isEmpty()) {
        Path name = ahead.removeFirst();
        String text = name.toString();
        if (text.isEmpty() || text.equals(".")) {
          continue;
        }
        if (found != null && !found.isDirectory()) {
          return text.equals("..") ? notAFolder() : missing(at.resolve(name));
        }
        if (text.equals("..")) {
          Path parent = at.getParent();
          at = parent == null ? at : parent;
          continue;
        }
        if (!step(at.resolve(name))) {
          return missing(at.resolve(name));
        }
      }
      if (!hops.getLast().equals(at)) {
        hops.add(at);
      }
      BasicFileAttributes last = attributes(at);
      return new PathIdentity(written, hops, at, kind(last), last.fileKey());
    }

    /** Goes on to a component or to where it links; false when there is none of that name. */
    private boolean step(Path next) throws IOException {
      BasicFileAttributes here = attributesIfAny(next);
      if (here == null) {
        return false;
      }
      if (!here.isSymbolicLink()) {
        at = next;
        found = here;
        return true;
      }
      if (++links > MAX_LINKS) {
        throw new FileSystemLoopException(written.toString());
      }
      if (goesUp()) {
        // no form without '..' tells of this link any more
        hops.add(next);
      }
      Path target = Files.readSymbolicLink(next);
      List<Path> names = new ArrayList<>();
      target.forEach(names::add);
      for (int i = names.size() - 1; i >= 0; i--) {
        ahead.addFirst(names.get(i));
      }
      if (target.isAbsolute()) {
        at = rootOf(target);
      }
      found = null;
      hops.add(withAhead(at).normalize());
      return true;
    }

    private boolean goesUp() {
      for (Path name : ahead) {
        if (name.toString().equals("..")) {
          return true;
        }
      }
      return false;
    }

    private PathIdentity missing(Path first) throws IOException {
      if (goesUp()) {
        throw new NoSuchFileException(first.toString(), null, "and '..' comes after it");
      }
      Path canonical = withAhead(first).normalize();
      if (!hops.getLast().equals(canonical)) {
        hops.add(canonical);
      }
      return new PathIdentity(written, hops, canonical, Kind.MISSING, null);
    }

    private PathIdentity notAFolder() throws IOException {
      throw new NotDirectoryException(at.toString());
    }

    private Path withAhead(Path base) {
      Path location = base;
      for (Path name : ahead) {
        location = location.resolve(name);
      }
      return location;
    }

    private static Path rootOf(Path absolute) {
      Path root = absolute.getRoot();
      if (root == null) {
        throw new IllegalArgumentException("not an absolute path: " + absolute);
      }
      return root;
    }
  }
}
