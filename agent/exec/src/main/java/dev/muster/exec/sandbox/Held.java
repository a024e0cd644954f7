package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one command needs on the disk while it runs, and what must not be there afterwards. */
final class Held {

  /** Nothing at all. */
  static final Held NOTHING = new Held(null, List.of());

  private final @Nullable MountPoints places;
  private final List<Path> made = new ArrayList<>();
  private final List<Path> unwanted;
  private boolean released;

  private Held(@Nullable MountPoints places, List<Path> unwanted) {
    this.places = places;
    this.unwanted = unwanted;
  }

  /**
   * Makes what a plan needs.
   *
   * @throws IOException when something cannot be made; nothing is then held
   */
  static Held of(@Nullable MountPlan plan, MountPoints places) throws IOException {
    Held held = new Held(places, plan == null ? List.of() : List.copyOf(plan.unwanted()));
    if (plan != null) {
      try {
        for (MountPlan.Placeholder placeholder : plan.placeholders()) {
          if (places.hold(placeholder.path(), placeholder.folder())) {
            held.made.add(placeholder.path());
          }
        }
      } catch (IOException e) {
        held.release();
        throw new IOException(
            "nothing can be made in place of what commands must not make: " + e.getMessage(), e);
      }
    }
    return held;
  }

  /** Takes everything back; what stood there against the rules, and was taken away. */
  synchronized List<Path> release() {
    List<Path> removed = new ArrayList<>();
    if (!released) {
      released = true;
      MountPoints holding = places;
      if (holding != null) {
        made.reversed().forEach(holding::release);
      }
      for (Path path : unwanted) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
          TreeRemoval.remove(path);
          removed.add(path);
        }
      }
    }
    return removed;
  }
}
