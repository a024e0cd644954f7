package dev.muster.conversation;

import dev.muster.protocol.MemorySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A disk of texts and links, with the port's rules. */
final class FakeMemory implements MemorySource {

  private final Map<Path, String> files = new TreeMap<>();
  private final Map<Path, Path> links = new HashMap<>();
  final List<Path> reads = new ArrayList<>();

  FakeMemory file(String path, String text) {
    files.put(Path.of(path), text);
    return this;
  }

  FakeMemory link(String path, String target) {
    links.put(Path.of(path), Path.of(target));
    return this;
  }

  @Override
  public Optional<MemoryText> read(Path file, Path boundary) {
    reads.add(file);
    Path target = links.get(file);
    if (target != null && !target.startsWith(boundary)) {
      return Optional.empty();
    }
    Path canonical = target == null ? file : target;
    return Optional.ofNullable(files.get(canonical))
        .map(text -> new MemoryText(file, canonical, text));
  }

  @Override
  public List<Path> markdownBelow(Path folder) {
    List<Path> below = new ArrayList<>();
    for (Path path : files.keySet()) {
      if (path.startsWith(folder) && path.toString().endsWith(".md")) {
        below.add(path);
      }
    }
    return below;
  }
}
