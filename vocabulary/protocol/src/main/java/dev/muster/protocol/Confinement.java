package dev.muster.protocol;

import dev.muster.pattern.HostRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The limits under which a process and all that comes from it runs.
 *
 * <p>Chosen by the permission engine from settings and policy, carried by the permitted call, and
 * applied by whoever starts the process; the model has no part in it. Whoever cannot apply a limit
 * must not start the process.
 */
public sealed interface Confinement {

  /** No limits beyond those of the user. */
  record Unconfined() implements Confinement {}

  /**
   * Kept to some files and hosts.
   *
   * <p>Besides what is listed a confined process may write to a temporary folder of the session,
   * sees no process but its own, and gains no privilege.
   *
   * @param withheld names of variables that its environment does not have
   * @param weakerNesting whether the processes of an outer container may stay visible where a view
   *     of its own cannot be given
   */
  record Confined(
      Disk disk, Network network, Services services, Set<String> withheld, boolean weakerNesting)
      implements Confinement {
    public Confined {
      withheld = Set.copyOf(withheld);
    }
  }

  /** What of the file system may be read and written. All paths are absolute and normal. */
  sealed interface Disk {

    /** Whatever the user may. */
    record Open() implements Disk {}

    /**
     * Reading everything but what is hidden, writing nothing but what is named.
     *
     * @param writable canonical folders and files that may be written, with all below them
     * @param frozen what is not written even there
     * @param hidden files, and folders with all below them, that are not read; they are not written
     *     either
     * @param shown what may be read within a hidden folder; where one place is in both lists, and
     *     in any doubt, it is hidden
     * @param patterns what else is hidden or frozen of that which is there when a process starts
     */
    record Limited(
        List<Path> writable,
        List<Frozen> frozen,
        List<Path> hidden,
        List<Path> shown,
        List<Pattern> patterns)
        implements Disk {

      /** Nothing is written, and nothing hidden. */
      public static final Limited NOTHING =
          new Limited(List.of(), List.of(), List.of(), List.of(), List.of());

      public Limited {
        writable = List.copyOf(writable);
        frozen = List.copyOf(frozen);
        hidden = List.copyOf(hidden);
        shown = List.copyOf(shown);
        patterns = List.copyOf(patterns);
      }
    }
  }

  /** A path that is never written. */
  record Frozen(Path path, WhenAbsent whenAbsent) {

    /** What happens where nothing stands at the path yet. */
    public enum WhenAbsent {
      /** It is kept from coming into being, as an empty folder would keep it. */
      FOLDER,
      /** The same, where a folder of that name would do harm. */
      FILE,
      /** It may come into being. */
      LEAVE,
      /** It may come into being, and is taken away when the process has ended. */
      REMOVE
    }
  }

  /**
   * Whatever below a folder is matched.
   *
   * @param hidden whether it is not read; it is not written in either case
   */
  record Pattern(Path base, PlaceMatcher matcher, boolean hidden) {}

  /** Says which places below a folder are meant. Implementations are pure and thread-safe. */
  @FunctionalInterface
  interface PlaceMatcher {

    /**
     * Whether that place is meant.
     *
     * @param path absolute and normal
     * @param folder whether it is a folder
     */
    boolean matches(Path path, boolean folder);
  }

  /**
   * What of the network may be reached: hosts by rule through the agent's proxy, and nothing else.
   *
   * @param localBinding whether ports may be opened on a loopback that is shared with this machine
   */
  record Network(HostRules rules, boolean localBinding) {}

  /**
   * Which services of this machine may be asked.
   *
   * @param everySocket whether every socket of the file system may be used
   * @param sockets those that may, where the system can tell one socket from another
   * @param mach names of Mach services on macOS; one that ends in a star stands for all that begin
   *     so
   * @param appleEvents whether other programs may be told what to do on macOS
   * @param trust whether macOS's service that checks certificates may be asked
   */
  record Services(
      boolean everySocket,
      List<Path> sockets,
      List<String> mach,
      boolean appleEvents,
      boolean trust) {
    public Services {
      sockets = List.copyOf(sockets);
      mach = List.copyOf(mach);
    }

    /** None at all. */
    public static final Services NONE = new Services(false, List.of(), List.of(), false, false);
  }
}
