package dev.muster.permission;

import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Follows links one at a time, as the kernel does; written for clearness, not for speed. */
public final class TestPathFacts implements PathFacts {

  @Override
  public PathIdentity identify(Path absolute) throws IOException {
    List<Path> hops = new ArrayList<>();
    hops.add(absolute.normalize());
    List<Path> ahead = new ArrayList<>();
    absolute.forEach(ahead::add);
    Path at = root(absolute);
    int links = 0;
    boolean there = true;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      if (name.toString().equals("..")) {
        if (!there) {
          throw new NoSuchFileException(at.toString());
        }
        at = Objects.requireNonNullElse(at.getParent(), at);
        continue;
      }
      if (name.toString().equals(".")) {
        continue;
      }
      Path next = at.resolve(name);
      if (!Files.isSymbolicLink(next)) {
        at = next;
        there = there && Files.exists(next, LinkOption.NOFOLLOW_LINKS);
        continue;
      }
      if (++links > 10) {
        throw new FileSystemLoopException(absolute.toString());
      }
      if (ahead.stream().anyMatch(later -> later.toString().equals(".."))) {
        hops.add(next);
      }
      Path target = Files.readSymbolicLink(next);
      List<Path> longer = new ArrayList<>();
      target.forEach(longer::add);
      longer.addAll(ahead);
      ahead = longer;
      at = target.isAbsolute() ? root(target) : at;
      Path whole = at;
      for (Path more : ahead) {
        whole = whole.resolve(more);
      }
      hops.add(whole.normalize());
    }
    if (!hops.getLast().equals(at)) {
      hops.add(at);
    }
    return new PathIdentity(absolute, hops, at, kind(at), null);
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

  private static PathIdentity.Kind kind(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return PathIdentity.Kind.MISSING;
    }
    if (Files.isDirectory(path)) {
      return PathIdentity.Kind.FOLDER;
    }
    return Files.isRegularFile(path) ? PathIdentity.Kind.FILE : PathIdentity.Kind.OTHER;
  }

  private static Path root(Path absolute) {
    return Objects.requireNonNull(absolute.getRoot());
  }
}
