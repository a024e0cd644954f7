package dev.muster.workspace;

import dev.muster.protocol.MemorySource;
import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Memory files on disk.
 *
 * <p>A file is read up to 1 MB, as UTF-8 with a replacement for what is not. Anything but a regular
 * file counts as absent, and so does one that a symbolic link puts outside of the boundary. Safe
 * for use by several threads.
 */
public final class DiskMemory implements MemorySource {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_FILES = 1000;
  private static final int MAX_DEPTH = 16;

  private final DiskPathFacts facts = new DiskPathFacts();
  private final WorkspaceFiles files = new WorkspaceFiles();

  @Override
  public Optional<MemoryText> read(Path file, Path boundary) {
    try {
      Path absolute = file.toAbsolutePath().normalize();
      PathIdentity identity = facts.identify(absolute);
      boolean linked = !identity.canonical().equals(absolute);
      if (identity.kind() != PathIdentity.Kind.FILE || (linked && !inside(identity, boundary))) {
        return Optional.empty();
      }
      return switch (files.open(identity)) {
        case FileOpen.Refused refused -> Optional.empty();
        case FileOpen.Open open -> {
          try (open) {
            byte[] bytes = open.stream().readNBytes(MAX_BYTES);
            yield Optional.of(new MemoryText(file, identity.canonical(), text(bytes)));
          }
        }
      };
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private boolean inside(PathIdentity file, Path boundary) throws IOException {
    Path limit = facts.identify(boundary.toAbsolutePath().normalize()).canonical();
    return file.canonical().startsWith(limit);
  }

  private static String text(byte[] bytes) {
    int from = Encoding.UTF_8.startsIn(bytes) ? 3 : 0;
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 1,000 files, 16 folders deep; a folder that is a symbolic link is not entered.
   */
  @Override
  public List<Path> markdownBelow(Path folder) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      collect(folder, 0, found);
    }
    Collections.sort(found);
    return List.copyOf(found);
  }

  private static void collect(Path folder, int depth, List<Path> found) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (found.size() >= MAX_FILES) {
          return;
        }
        BasicFileAttributes here = DiskPathFacts.attributes(entry);
        if (here.isDirectory()) {
          if (depth < MAX_DEPTH) {
            collect(entry, depth + 1, found);
          }
        } else if (entry.toString().endsWith(".md") && !here.isOther()) {
          found.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // what can be read is told
    }
  }
}
