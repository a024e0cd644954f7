package dev.muster.exec.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments with which bubblewrap confines a command, as {@code bwrap(1)} documents them. Pure.
 *
 * @param program the bwrap to run
 * @param abilities what this system lets it do
 */
record Bubblewrap(Path program, Abilities abilities) {

  /** The oldest version that has all that is needed here ({@code --perms}). */
  static final int OLDEST = 5;

  /** The descriptors from which bubblewrap reads its arguments and the filter. */
  static final String ARGUMENTS = "8";

  static final String FILTER = "9";

  /**
   * What a system lets bubblewrap do.
   *
   * @param userNamespaces whether namespaces of users can be made; root can do without
   * @param freshProc whether a view of the processes can be given that shows only the command's
   * @param noMoreNamespaces whether it can keep the command from making namespaces
   */
  record Abilities(boolean userNamespaces, boolean freshProc, boolean noMoreNamespaces) {}

  /**
   * What a command gets to see besides the mounts of its plan.
   *
   * @param folder where it starts
   * @param privateTemp what stands in place of the machine's temporary folders, or {@code null}
   * @param reports files that it may write
   * @param sharedNetwork whether it joins a network that was made for it; else it has none
   */
  record View(
      Path folder,
      @Nullable Path privateTemp,
      List<Path> temporaries,
      List<Path> reports,
      boolean sharedNetwork) {}

  /**
   * The arguments.
   *
   * @param plan the mounts; {@code null} where the disk is left as it is
   * @param unreadable what is mounted on hidden files
   */
  List<String> arguments(@Nullable MountPlan plan, View view, Path unreadable) {
    List<String> all = new ArrayList<>();
    all.addAll(namespaces(view.sharedNetwork()));
    if (plan == null) {
      add(all, "--dev-bind", "/", "/");
      processes(all);
    } else {
      add(all, "--ro-bind", "/", "/");
      for (Path pin : plan.pins()) {
        mount(all, "--bind", pin);
      }
      add(all, "--dev", "/dev");
      processes(all);
      Path temp = view.privateTemp();
      for (Path temporary : view.temporaries()) {
        if (temp != null) {
          add(all, "--bind", temp.toString(), temporary.toString());
        }
      }
      mounts(all, plan, unreadable);
    }
    for (Path report : view.reports()) {
      mount(all, "--bind", report);
    }
    if (plan != null) {
      seal(all, plan);
    }
    add(all, "--chdir", view.folder().toString());
    add(all, "--seccomp", FILTER);
    return all;
  }

  private List<String> namespaces(boolean sharedNetwork) {
    List<String> all = new ArrayList<>();
    if (abilities.userNamespaces()) {
      all.add("--unshare-user");
    }
    all.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"));
    if (!sharedNetwork) {
      all.add("--unshare-net");
    }
    if (abilities.noMoreNamespaces()) {
      all.add("--disable-userns");
    }
    add(all, "--cap-drop", "ALL");
    return all;
  }

  private void processes(List<String> all) {
    if (abilities.freshProc()) {
      // root owns the kernel's switches in it, whatever powers it has been left without
      add(all, "--proc", "/proc", "--remount-ro", "/proc");
    } else {
      add(all, "--ro-bind", "/proc", "/proc");
    }
  }

  private static void mounts(List<String> all, MountPlan plan, Path unreadable) {
    for (MountPlan.Mount mount : plan.mounts()) {
      switch (mount.kind()) {
        case WRITABLE -> mount(all, "--bind", mount.path());
        case SHOWN, FROZEN -> mount(all, "--ro-bind", mount.path());
        case HIDDEN -> {
          if (mount.folder()) {
            // what is shown below has to be reached through it
            add(all, "--perms", leadsOn(plan, mount) ? "0111" : "0000");
            add(all, "--tmpfs", mount.path().toString());
          } else {
            add(all, "--ro-bind", unreadable.toString(), mount.path().toString());
          }
        }
      }
    }
  }

  private static boolean leadsOn(MountPlan plan, MountPlan.Mount hidden) {
    for (MountPlan.Mount mount : plan.mounts()) {
      if (mount.path().startsWith(hidden.path()) && !mount.path().equals(hidden.path())) {
        return true;
      }
    }
    return false;
  }

  /** Makes the empty folders in place of hidden ones unchangeable, once all is mounted in them. */
  private static void seal(List<String> all, MountPlan plan) {
    for (MountPlan.Mount mount : plan.mounts().reversed()) {
      if (mount.kind() == MountPlan.Kind.HIDDEN && mount.folder()) {
        add(all, "--remount-ro", mount.path().toString());
      }
    }
  }

  private static void mount(List<String> all, String how, Path path) {
    add(all, how, path.toString(), path.toString());
  }

  private static void add(List<String> all, String... words) {
    all.addAll(List.of(words));
  }

  /** How the command is started, its arguments and filter being read from files. */
  List<String> command(Path arguments, Path filter, List<String> enter, List<String> argv) {
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "exec " + ARGUMENTS + "<\"$1\" " + FILTER + "<\"$2\"; shift 2; exec \"$@\"",
            "muster-sandbox",
            arguments.toString(),
            filter.toString()));
    all.addAll(enter);
    all.addAll(List.of(program.toString(), "--args", ARGUMENTS, "--"));
    all.addAll(argv);
    return all;
  }
}
