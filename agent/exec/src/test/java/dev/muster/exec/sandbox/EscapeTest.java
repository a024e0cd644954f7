package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Tries to escape from every backend that works here, as the user of the build and, where that is
 * root, as an ordinary user too; and does ordinary work inside.
 *
 * <p>Fails where no backend works at all: a machine on which nothing can be confined proves nothing
 * about confinement.
 */
@EnabledOnOs(OS.LINUX)
class EscapeTest {

  private static final String NOBODY = "65534";

  @TestFactory
  Stream<DynamicTest> everyAttemptFailsAndOrdinaryWorkSucceeds() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    int ran = 0;
    for (Try each : tries()) {
      List<String> lines = each.lines().get();
      boolean works = lines.stream().anyMatch(line -> line.startsWith("support Works"));
      ran += works ? 1 : 0;
      for (String line : lines) {
        if (line.startsWith("result ")) {
          int bar = line.indexOf(" | ");
          tests.add(
              DynamicTest.dynamicTest(
                  each.name() + ", " + line.substring(7, bar),
                  () -> assertThat(line.substring(bar + 3)).isEqualTo("OK")));
        }
      }
      tests.add(
          DynamicTest.dynamicTest(
              each.name() + ", came to its end",
              () -> assertThat(lines.getLast()).as(String.join("\n", lines)).startsWith("end ")));
    }
    int backends = ran;
    tests.add(
        DynamicTest.dynamicTest(
            "a backend ran for every user",
            () -> assertThat(backends).isGreaterThanOrEqualTo(users().size())));
    return tests.stream();
  }

  /** A process that tries everything with one backend as one user, and what it says. */
  private record Try(String name, FutureTask<List<String>> lines) {}

  /** All of them, side by side: each waits most of its time. */
  private static List<Try> tries() throws IOException {
    List<Try> tries = new ArrayList<>();
    for (String backend : Sandbox.LINUX) {
      for (String user : users()) {
        FutureTask<List<String>> lines = new FutureTask<>(() -> run(backend, user));
        Thread.ofPlatform().daemon().start(lines);
        tries.add(new Try(backend + ", " + user, lines));
      }
    }
    return tries;
  }

  private static List<String> users() throws IOException {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    return root ? List.of("root", "nobody") : List.of("user");
  }

  private static List<String> run(String backend, String user) throws Exception {
    Path base = folder();
    try {
      List<String> argv = new ArrayList<>();
      String classes = System.getProperty("java.class.path");
      if (user.equals("nobody")) {
        classes = copied(classes, base.resolve("classes"));
        Files.setAttribute(base, "unix:uid", Integer.parseInt(NOBODY));
        argv.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
      }
      argv.addAll(
          List.of(
              System.getProperty("java.home") + "/bin/java",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              classes,
              EscapeMain.class.getName(),
              base.toString(),
              backend));
      ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
      builder.directory(base.toFile());
      builder.environment().put("AGENT_SECRET", "SECRET-agent");
      builder.environment().put("HOME", base.toString());
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return out.strip().lines().toList();
    } finally {
      TreeRemoval.remove(base);
    }
  }

  /** A folder outside of the temporary folders, which commands do not see, that all may enter. */
  private static Path folder() throws IOException {
    Path target = Path.of("target").toRealPath();
    Path parent = isOpen(target) ? target : Path.of("/srv");
    Path made = Files.createTempDirectory(parent, "escape-").toRealPath();
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    return made;
  }

  private static boolean isOpen(Path folder) throws IOException {
    if (folder.startsWith("/tmp") || folder.startsWith("/var/tmp")) {
      return false;
    }
    if (users().equals(List.of("user"))) {
      return true;
    }
    for (Path at = folder; at != null; at = at.getParent()) {
      if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(at)).endsWith("x")
          && !PosixFilePermissions.toString(Files.getPosixFilePermissions(at)).endsWith("t")) {
        return false;
      }
    }
    return true;
  }

  /** The project's own classes, where everybody can read them. */
  private static String copied(String classes, Path into) throws IOException {
    List<String> copies = new ArrayList<>();
    int number = 0;
    for (String entry : classes.split(":", -1)) {
      Path from = Path.of(entry);
      boolean ours = entry.contains("muster") || Files.isDirectory(from);
      if (!ours || !Files.exists(from)) {
        continue;
      }
      Path to = into.resolve(Integer.toString(number++));
      try (Stream<Path> walk = Files.walk(from)) {
        for (Path path : walk.toList()) {
          Path copy = to.resolve(from.relativize(path).toString());
          if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(copy);
          } else {
            Files.createDirectories(copy.getParent() == null ? to : copy.getParent());
            Files.copy(path, copy);
          }
        }
      }
      copies.add(to.toString());
    }
    return String.join(":", copies);
  }
}
