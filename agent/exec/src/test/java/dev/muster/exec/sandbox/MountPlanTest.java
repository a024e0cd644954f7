package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MountPlanTest {

  private static final Path TEMP = Path.of("/run-folder/tmp");

  /** A disk in memory; folders end in a slash, links are written {@code name -> target}. */
  private static final class Disk0 implements DiskView {
    private final Map<Path, Entry> entries = new HashMap<>();
    private final Map<Path, Path> links = new HashMap<>();
    private final List<Path> shut = new ArrayList<>();

    Disk0(String... names) {
      add("/");
      add(TEMP + "/");
      for (String name : names) {
        add(name);
      }
    }

    private void add(String name) {
      int arrow = name.indexOf(" -> ");
      Path path = Path.of(arrow < 0 ? name : name.substring(0, arrow));
      if (arrow >= 0) {
        links.put(path, Path.of(name.substring(arrow + 4)));
      }
      entries.put(path, arrow >= 0 ? Entry.LINK : name.endsWith("/") ? Entry.FOLDER : Entry.FILE);
      for (Path at = path.getParent(); at != null; at = at.getParent()) {
        entries.putIfAbsent(at, Entry.FOLDER);
      }
    }

    @Override
    public Entry look(Path path) {
      return entries.getOrDefault(path, Entry.MISSING);
    }

    @Override
    public @Nullable Path target(Path path) {
      Path link = links.get(path);
      return link != null ? target(link) : entries.containsKey(path) ? path : null;
    }

    @Override
    public boolean isShut(Path folder) {
      return shut.contains(folder);
    }
  }

  private static final class Limits {
    private final List<Path> writable = new ArrayList<>();
    private final List<Frozen> frozen = new ArrayList<>();
    private final List<Path> hidden = new ArrayList<>();
    private final List<Path> shown = new ArrayList<>();

    Limits writable(String... paths) {
      for (String path : paths) {
        writable.add(Path.of(path));
      }
      return this;
    }

    Limits frozen(WhenAbsent whenAbsent, String... paths) {
      for (String path : paths) {
        frozen.add(new Frozen(Path.of(path), whenAbsent));
      }
      return this;
    }

    Limits hidden(String... paths) {
      for (String path : paths) {
        hidden.add(Path.of(path));
      }
      return this;
    }

    Limits shown(String... paths) {
      for (String path : paths) {
        shown.add(Path.of(path));
      }
      return this;
    }

    MountPlan on(DiskView disk) throws IOException {
      return MountPlan.of(new Disk.Limited(writable, frozen, hidden, shown, List.of()), TEMP, disk);
    }
  }

  private static List<String> told(MountPlan plan) {
    return plan.mounts().stream()
        .filter(mount -> !mount.path().equals(TEMP))
        .map(mount -> mount.kind() + " " + mount.path())
        .toList();
  }

  @Test
  void theDeeperPlaceWins() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/home/u/p")
            .hidden("/home/u", "/home/u/p/secret", "/home/u/shown/not")
            .shown("/home/u/shown", "/usr")
            .frozen(WhenAbsent.FOLDER, "/home/u/p/.claude", "/home/u/.bashrc")
            .on(
                new Disk0(
                    "/home/u/p/.claude/",
                    "/home/u/p/secret",
                    "/home/u/shown/not/",
                    "/home/u/.bashrc",
                    "/usr/"));
    assertThat(told(plan))
        .containsExactly(
            "HIDDEN /home/u",
            "WRITABLE /home/u/p",
            "SHOWN /home/u/shown",
            "FROZEN /home/u/p/.claude",
            "HIDDEN /home/u/p/secret",
            "HIDDEN /home/u/shown/not");
  }

  @Test
  void ofOnePlaceTheStricterWins() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/w", "/x")
            .hidden("/w")
            .shown("/w")
            .frozen(WhenAbsent.FOLDER, "/x")
            .on(new Disk0("/w/", "/x/"));
    assertThat(told(plan)).containsExactly("WRITABLE /w", "HIDDEN /w", "WRITABLE /x", "FROZEN /x");
  }

  @Test
  void whatLiesInAWritableFolderIsNotMountedAgain() throws IOException {
    MountPlan plan = new Limits().writable("/w/sub", "/w").on(new Disk0("/w/sub/"));
    assertThat(told(plan)).containsExactly("WRITABLE /w");
  }

  @Test
  void aWritableFolderInsideAFrozenOneStaysWritable() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/w", "/w/.claude/worktrees/a")
            .frozen(WhenAbsent.FOLDER, "/w/.claude", "/w/.claude/worktrees/a/.claude")
            .on(new Disk0("/w/.claude/worktrees/a/"));
    assertThat(told(plan))
        .containsExactly(
            "WRITABLE /w",
            "FROZEN /w/.claude",
            "WRITABLE /w/.claude/worktrees/a",
            "FROZEN /w/.claude/worktrees/a/.claude");
  }

  @Test
  void whatIsAbsentIsHeldByThePlaceThatIsFirstMissing() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/w")
            .frozen(WhenAbsent.FOLDER, "/w/.mcp.json", "/w/.config/git", "/elsewhere/x")
            .frozen(WhenAbsent.FILE, "/w/.bashrc", "/w/a/b")
            .frozen(WhenAbsent.LEAVE, "/w/.npmrc")
            .frozen(WhenAbsent.REMOVE, "/w/.git/commondir")
            .hidden("/w/.aws", "/elsewhere/y")
            .on(new Disk0("/w/", "/elsewhere/"));
    assertThat(plan.placeholders())
        .containsExactlyInAnyOrder(
            new MountPlan.Placeholder(Path.of("/w/.mcp.json"), true),
            new MountPlan.Placeholder(Path.of("/w/.config"), true),
            new MountPlan.Placeholder(Path.of("/w/.bashrc"), false),
            new MountPlan.Placeholder(Path.of("/w/a"), true),
            new MountPlan.Placeholder(Path.of("/w/.aws"), true));
    assertThat(plan.unwanted()).containsExactly(Path.of("/w/.git/commondir"));
    assertThat(told(plan))
        .contains("FROZEN /w/.mcp.json", "FROZEN /w/.config", "HIDDEN /w/.aws")
        .doesNotContain("FROZEN /w/.npmrc");
  }

  @Test
  void nothingIsMadeWhereNobodyCanMakeAnything() throws IOException {
    Disk0 disk = new Disk0("/w/closed/");
    disk.shut.add(Path.of("/w/closed"));
    MountPlan plan =
        new Limits()
            .writable("/w")
            .frozen(WhenAbsent.FOLDER, "/w/closed/.claude")
            .hidden("/w/closed/x")
            .on(disk);
    assertThat(plan.placeholders()).isEmpty();
    assertThat(told(plan)).containsExactly("WRITABLE /w");
  }

  @Test
  void theWaysToWhatIsProtectedArePinned() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/w")
            .frozen(WhenAbsent.FOLDER, "/w/.git/modules/a/config", "/w/.npmrc")
            .hidden("/w/src/deep/.env", "/home/u/.ssh")
            .on(
                new Disk0(
                    "/w/.git/modules/a/config", "/w/.npmrc", "/w/src/deep/.env", "/home/u/.ssh/"));
    assertThat(plan.pins())
        .extracting(Path::toString)
        .containsExactly(
            "/w/.git", "/w/src", "/w/.git/modules", "/w/src/deep", "/w/.git/modules/a");
  }

  @Test
  void aLinkInPlaceOfWhatIsProtectedIsNotPutUpWith() {
    for (String link : List.of("/w/.claude -> /w/c", "/w/.git -> /other")) {
      Limits limits =
          new Limits().writable("/w").frozen(WhenAbsent.FOLDER, "/w/.claude", "/w/.git/config");
      assertThatThrownBy(() -> limits.on(new Disk0("/w/", "/w/c/", "/other/config", link)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("symbolic link");
    }
  }

  @Test
  void whatALinkLeadsToIsProtectedWithIt() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/w", "/dot")
            .frozen(WhenAbsent.LEAVE, "/w/.npmrc", "/home/u/.bashrc")
            .hidden("/home/u/.ssh", "/w/key")
            .on(
                new Disk0(
                    "/w/.npmrc -> /w/shared/npmrc",
                    "/w/shared/npmrc",
                    "/home/u/.bashrc -> /dot/rc",
                    "/dot/rc",
                    "/home/u/.ssh -> /keys",
                    "/keys/",
                    "/w/key -> /w/real",
                    "/w/real"));
    assertThat(told(plan))
        .contains("FROZEN /w/shared/npmrc", "FROZEN /dot/rc", "HIDDEN /keys", "HIDDEN /w/real");
  }

  @Test
  void whatIsNotThereCannotBeWrittenOrShown() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/gone", "/link")
            .shown("/gone")
            .on(new Disk0("/link -> /etc", "/etc/"));
    assertThat(told(plan)).isEmpty();
  }

  @Test
  void hiddenFoldersThatLeadToShownOnesCanBePassed() throws IOException {
    MountPlan plan =
        new Limits()
            .writable("/home/u/p")
            .hidden("/home/u", "/secret")
            .on(new Disk0("/home/u/p/", "/secret/"));
    List<String> arguments =
        new Bubblewrap(Path.of("/usr/bin/bwrap"), new Bubblewrap.Abilities(true, true, true))
            .arguments(
                plan,
                new Bubblewrap.View(
                    Path.of("/home/u/p"), TEMP, List.of(Path.of("/tmp")), List.of(), true),
                Path.of("/run-folder/unreadable"));
    String line = String.join(" ", arguments);
    assertThat(line)
        .contains("--perms 0111 --tmpfs /home/u")
        .contains("--perms 0000 --tmpfs /secret")
        .contains("--bind /run-folder/tmp /tmp")
        .contains("--proc /proc --remount-ro /proc")
        .contains("--cap-drop ALL")
        .contains("--disable-userns")
        .doesNotContain("--unshare-net")
        .endsWith("--remount-ro /home/u --remount-ro /secret --chdir /home/u/p --seccomp 9");
    assertThat(line.indexOf("--tmpfs /home/u")).isLessThan(line.indexOf("--bind /home/u/p"));
  }
}
