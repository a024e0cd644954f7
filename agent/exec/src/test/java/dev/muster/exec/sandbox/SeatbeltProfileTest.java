package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import dev.muster.protocol.Confinement.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of the profile; whether macOS takes it so is not tried here. */
class SeatbeltProfileTest {

  @TempDir Path folder;

  @Test
  void thePlacesFollowFromTheRootDownwards() throws IOException {
    Path real = folder.toRealPath();
    Path home = Files.createDirectory(real.resolve("home"));
    Path work = home.resolve("project");
    Files.createDirectories(work.resolve(".git/hooks"));
    Path temp = Files.createDirectory(real.resolve("temp"));
    Files.writeString(work.resolve("secret"), "x");
    Disk.Limited limits =
        new Disk.Limited(
            List.of(work),
            List.of(
                new Frozen(work.resolve(".claude"), WhenAbsent.FOLDER),
                new Frozen(work.resolve(".git/hooks"), WhenAbsent.FOLDER),
                new Frozen(work.resolve(".git/commondir"), WhenAbsent.REMOVE)),
            List.of(home, work.resolve("secret")),
            List.of(),
            List.of());
    MountPlan plan = MountPlan.of(limits, temp, DiskView.REAL);
    String profile =
        SeatbeltProfile.of(plan, List.of(real.resolve("report")), Services.NONE, 1234, false);
    List<String> rules =
        profile
            .replace(real.toString(), "/R")
            .replace(real.toString().replace(".", "\\."), "/R")
            .lines()
            .toList();
    assertThat(rules.subList(0, 2)).containsExactly("(version 1)", "(deny default)");
    assertThat(rules.subList(rules.indexOf(hidden("/R/home", "/R/[hH][oO][mM][eE]")), rules.size()))
        .startsWith(
            hidden("/R/home", "/R/[hH][oO][mM][eE]"),
            "(allow file-read* file-write* (subpath \"/R/temp\"))",
            "(allow file-read* file-write* (subpath \"/R/home/project\"))",
            "(deny file-write* (subpath \"/R/home/project/.claude\")"
                + " (regex #\"^/R/home/project/\\.[cC][lL][aA][uU][dD][eE](/|$)\"))",
            hidden("/R/home/project/secret", "/R/home/project/[sS][eE][cC][rR][eE][tT]"),
            "(deny file-write* (subpath \"/R/home/project/.git/hooks\")"
                + " (regex #\"^/R/home/project/\\.git/[hH][oO][oO][kK][sS](/|$)\"))",
            "(deny file-write-unlink (literal \"/R/home/project/.git\"))",
            "(deny file-write* (subpath \"/R/home/project/.git/commondir\"))",
            "(allow file-write* (literal \"/R/report\"))",
            "(allow network-outbound (remote ip \"localhost:1234\"))",
            "(allow mach-lookup (global-name \"com.apple.bsd.dirhelper\"))");
    assertThat(profile)
        .doesNotContain("unix-socket")
        .doesNotContain("network-bind")
        .doesNotContain("trustd")
        .doesNotContain("appleevent");
  }

  private static String hidden(String path, String filter) {
    return "(deny file-read* file-write* (subpath \"%s\") (regex #\"^%s(/|$)\"))"
        .formatted(path, filter);
  }

  @Test
  void whatIsAskedForIsOpened() throws IOException {
    Services services =
        new Services(true, List.of(Path.of("/s")), List.of("com.x.*", "com.y"), true, true);
    String profile = SeatbeltProfile.of(null, List.of(), services, 1, true);
    assertThat(profile)
        .contains("(allow file-write*)\n")
        .contains("(allow network-outbound (remote unix-socket))")
        .contains("(remote unix-socket (path-literal \"/s\"))")
        .contains("(allow network-bind network-inbound (local ip \"localhost:*\"))")
        .contains("(global-name-prefix \"com.x.\")")
        .contains("(global-name \"com.y\")")
        .contains("com.apple.trustd.agent")
        .contains("(allow appleevent-send)");
    for (String name : List.of("x\"))(allow default", "", "a*b", "com x")) {
      Services odd = new Services(false, List.of(), List.of(name), false, false);
      assertThatThrownBy(() -> SeatbeltProfile.of(null, List.of(), odd, 1, false))
          .isInstanceOf(IOException.class);
    }
  }

  /** Reads a quoted string as the profile's language does. */
  private static String read(String quoted) {
    assertThat(quoted).startsWith("\"").endsWith("\"");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      assertThat(c).as("a quote ends the string early: " + quoted).isNotEqualTo('"');
      if (c == '\\') {
        i++;
        assertThat(i)
            .as("a backslash takes the last quote: " + quoted)
            .isLessThan(quoted.length() - 1);
        c = quoted.charAt(i);
        assertThat(c).isIn('"', '\\');
      }
      text.append(c);
    }
    return text.toString();
  }

  @Test
  void noPathEndsItsOwnString() throws IOException {
    Random random = new Random(3);
    String letters = "ab\"\\() ;#'$`é漢|\n\t\u0001/";
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder("/");
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      Path path = Path.of(text.toString());
      if (path.toString().chars().anyMatch(c -> c < ' ')) {
        assertThatThrownBy(() -> SeatbeltProfile.quoted(path)).isInstanceOf(IOException.class);
      } else {
        assertThat(read(SeatbeltProfile.quoted(path))).isEqualTo(path.toString());
      }
    }
  }
}
