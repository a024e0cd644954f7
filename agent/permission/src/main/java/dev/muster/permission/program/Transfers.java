package dev.muster.permission.program;

import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What copying, moving and linking does, whether or not the target is a folder: a target that may
 * be one gets the source's name below it as well.
 */
final class Transfers {
  private record Source(Role role, Word path) {}

  private final Outcome outcome;
  private final List<Source> sources = new ArrayList<>();
  private final boolean tree;
  private @Nullable Word target;
  private boolean into;
  private boolean asGiven;

  /**
   * Starts without any source.
   *
   * @param tree whether copies are made with everything below
   */
  Transfers(Outcome outcome, boolean tree) {
    this.outcome = outcome;
    this.tree = tree;
  }

  /** The target stands for itself even where it is a folder. */
  void targetIsNoFolder() {
    asGiven = true;
  }

  /** Takes a source or a target; others are not its business. */
  boolean take(Role role, Word path) {
    if (!role.isTransferred()) {
      return false;
    }
    boolean end = role == Role.TARGET || role == Role.INTO;
    if (end && target == null) {
      target = path;
      into = role == Role.INTO;
    } else {
      // Where -t named a folder, the last operand is one more source.
      Role source = sources.isEmpty() ? Role.COPIED : sources.getLast().role();
      sources.add(new Source(end ? source : role, path));
    }
    return true;
  }

  /** Tells what follows, once all are taken. */
  void finish() {
    if (target == null && sources.isEmpty()) {
      return;
    }
    Word end = target;
    if (end == null || sources.isEmpty()) {
      // A link to one operand is made in the folder; nothing else does anything with one alone.
      end = Words.of(".");
    }
    for (Source source : sources) {
      if (source.role() == Role.COPIED || source.role() == Role.MOVED) {
        outcome.reads(source.path(), tree || source.role() == Role.MOVED);
      }
      if (source.role() == Role.MOVED) {
        outcome.removes(source.path(), true);
      }
      place(source, end);
    }
  }

  private void place(Source source, Word end) {
    boolean folder = into || sources.size() > 1 || isFolder(end);
    boolean below = !asGiven && Words.isOne(end);
    String name = Words.isOne(source.path()) ? Words.baseName(source.path()) : null;
    if (!folder || !below) {
      make(source, end, parent(end));
    }
    if (below && name != null) {
      make(source, Words.below(end, name), end);
    } else if (below) {
      outcome.writes(end, true);
    }
  }

  private static boolean isFolder(Word path) {
    String text = Words.literal(path);
    return text != null
        && (text.endsWith("/")
            || text.equals(".")
            || text.equals("..")
            || text.endsWith("/.")
            || text.endsWith("/.."));
  }

  private static Word parent(Word path) {
    String text = Words.literal(path);
    if (text == null) {
      return Words.ANYTHING;
    }
    int slash = text.lastIndexOf('/');
    return Words.of(slash < 0 ? "." : text.substring(0, slash + 1));
  }

  private void make(Source source, Word path, Word folder) {
    boolean moved = source.role() == Role.MOVED;
    outcome.writes(path, tree || moved);
    String target = Words.literal(source.path());
    if (source.role() == Role.LINKED) {
      outcome.links(path, source.path());
    } else if (source.role() == Role.POINTED) {
      boolean absolute = target != null && target.startsWith("/");
      boolean here = ".".equals(Words.literal(folder));
      Word pointed =
          absolute || here
              ? source.path()
              : target == null ? Words.ANYTHING : Words.below(folder, target);
      outcome.links(path, pointed);
    }
  }
}
