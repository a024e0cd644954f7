package dev.muster.permission.program;

import dev.muster.permission.program.ProfileText.Block;
import dev.muster.permission.program.profiles.ProfileTexts;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Profiles by name, each read when it is first asked for. Thread-safe. */
final class Profiles {
  private static final int MISSES_MOST = 1000;

  /** Holds the texts of profiles, counted from 0. */
  private interface Shelf {
    @Nullable ProfileText text(int index);
  }

  private final Shelf shelf;
  private final ConcurrentHashMap<String, Profile> read = new ConcurrentHashMap<>();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  private Profiles(Shelf shelf) {
    this.shelf = shelf;
  }

  /** Those that belong to this program. */
  static Profiles builtIn() {
    return new Profiles(Profiles::builtInText);
  }

  /** Those of these texts; the first that tells of a program counts. */
  static Profiles of(List<ProfileText> texts) {
    return new Profiles(index -> index < texts.size() ? texts.get(index) : null);
  }

  private static @Nullable ProfileText builtInText(int index) {
    String text = ProfileTexts.text(index);
    return text == null ? null : new ProfileText(text);
  }

  /** The profile of a program, or {@code null}. */
  @Nullable Profile program(String name) {
    return find("program", name);
  }

  /**
   * The profile of a program's command, or {@code null}.
   *
   * @param name of the program and of the command
   */
  @Nullable Profile command(String name) {
    return find("command", name);
  }

  private @Nullable Profile find(String kind, String name) {
    Profile known = read.get(name);
    if (known != null || missing.contains(name)) {
      return known;
    }
    Block block = block(kind, name);
    if (block == null) {
      if (missing.size() < MISSES_MOST) {
        missing.add(name);
      }
      return null;
    }
    // A program is called by its first name, so that others find its commands.
    boolean program = kind.equals("program");
    String called = program ? ProfileText.names(block.heading()).getFirst() : name;
    Profile profile = ProfileReader.read(called, block, set -> block("options", set));
    read.put(name, profile);
    return profile;
  }

  private @Nullable Block block(String kind, String name) {
    int index = 0;
    for (ProfileText text = shelf.text(0); text != null; text = shelf.text(++index)) {
      Block block = text.find(kind, name);
      if (block != null) {
        return block;
      }
    }
    return null;
  }
}
