package dev.muster.permission.program;

import dev.muster.permission.program.ProfileText.Block;
import dev.muster.permission.program.profiles.ProfileTexts;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Profiles by name, each read when it is first asked for. Thread-safe. */
final class Profiles {
  private static final int MISSES_MOST = 1000;

  /** Holds the texts of profiles. */
  private interface Shelf {

    /** The block under a heading, or {@code null}. */
    @Nullable Block block(String kind, String name);
  }

  private final Shelf shelf;
  private final Known programs = new Known("program");
  private final Known commands = new Known("command");

  private Profiles(Shelf shelf) {
    this.shelf = shelf;
  }

  /** Those that belong to this program. */
  static Profiles builtIn() {
    return new Profiles(Profiles::builtInBlock);
  }

  /** Those of a text. */
  static Profiles of(ProfileText text) {
    return new Profiles(text::find);
  }

  private static @Nullable Block builtInBlock(String kind, String name) {
    String text = kind.equals("options") ? ProfileTexts.ofOptions(name) : ProfileTexts.of(name);
    return text == null ? null : new ProfileText(text).find(kind, name);
  }

  /** The profile of a program, or {@code null}. */
  @Nullable Profile program(String name) {
    return programs.find(name);
  }

  /**
   * The profile of a program's command, or {@code null}.
   *
   * @param name of the program and of the command
   */
  @Nullable Profile command(String name) {
    return commands.find(name);
  }

  /** What was read of one kind: a program may bear the name of another one's command. */
  private final class Known {
    private final String kind;
    private final ConcurrentHashMap<String, Profile> read = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    Known(String kind) {
      this.kind = kind;
    }

    @Nullable Profile find(String name) {
      Profile known = read.get(name);
      if (known != null || missing.contains(name)) {
        return known;
      }
      Block block = shelf.block(kind, name);
      if (block == null) {
        if (missing.size() < MISSES_MOST) {
          missing.add(name);
        }
        return null;
      }
      // A program is called by its first name, so that others find its commands.
      boolean program = kind.equals("program");
      String called = program ? ProfileText.names(block.heading()).getFirst() : name;
      Profile profile = ProfileReader.read(called, block, set -> shelf.block("options", set));
      read.put(name, profile);
      return profile;
    }
  }
}
