package dev.muster.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule finds what it is for: a tree is planted with one breach of each. */
class PlantedTest {

  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void module(String folder, String artifact, String dependencies) throws IOException {
    write(
        folder + "/pom.xml",
        "<project><artifactId>%s</artifactId><dependencies>%s</dependencies></project>"
            .formatted(artifact, dependencies));
  }

  private static String dependency(String group, String artifact) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId></dependency>"
        .formatted(group, artifact);
  }

  private String run() {
    ProgramRun.Result result =
        ProgramRun.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dverify.root=" + root,
                "dev.muster.verify.AllRules")
            .run();
    assertThat(result.exitCode()).as(result.text()).isZero();
    return result.stdout().replace(root + "/", "");
  }

  @Test
  void everyRuleFindsItsBreach() throws IOException {
    write(
        "pom.xml",
        "<project><modules><module>agent/loop</module><module>agent/shared</module>"
            + "<module>vocabulary/protocol</module></modules></project>");
    module(
        "agent/loop",
        "muster-loop",
        dependency("dev.muster", "muster-exec")
            + dependency("dev.muster", "muster-testkit")
            + dependency("org.mockito", "mockito-core"));
    module("agent/shared", "muster-other", "");
    module("vocabulary/protocol", "muster-protocol", "");
    write(
        "vocabulary/protocol/src/main/java/dev/muster/protocol/ProblemCode.java",
        """
        package dev.muster.protocol;
        enum ProblemCode { ONE(Blame.USER); enum Blame { USER(9); Blame(int c) {} } ProblemCode(Blame b) {} }
        """);
    write(
        "agent/shared/src/main/java/dev/muster/shared/A.java",
        "package dev.muster.shared;\nclass A { Object o = new java.io.FileReader(\"f\"); }\n");
    write(
        "agent/loop/src/main/java/dev/muster/loop/Long.java",
        "//\n".repeat(501) + "package dev.muster.loop;");
    write("agent/loop/src/main/java/dev/muster/loop/Bad.java", BAD);
    write(
        "agent/loop/src/test/java/dev/muster/loop/SleepTest.java",
        "package dev.muster.loop;\nclass SleepTest { void t() throws Exception { Thread.sleep(1); } }\n");
    write("notes.txt", "see /wo" + "rk/main for more\n");
    write(
        "docs/exceptions.md",
        "| rule | place | why |\n|---|---|---|\n| file-length | `agent/x/Y.java` | big |\n");
    String lib = "agent/cli/target/app/lib/";
    for (int i = 0; i < 31; i++) {
      write(lib + "library-" + i + ".jar", "");
    }

    String found = run();

    String bad = "agent/loop/src/main/java/dev/muster/loop/Bad.java";
    assertThat(found)
        .contains(
            bad + ":11 Bad",
            bad + ":12 undocumented",
            "agent/loop/src/main/java/dev/muster/loop needs a package-info.java",
            "dev/muster/loop/Long.java has 502 lines",
            "docs/exceptions.md: nothing needs the row file-length | agent/x/Y.java",
            "endless has 64 lines",
            "crowded has 7 parameters",
            " has a default over Colour",
            " has a default over Shape",
            bad + ":13 System.exit",
            bad + ":14 System.getenv",
            bad + ":15 Instant.now",
            bad + ":16 Instant.now",
            bad + ":17 new ProcessBuilder",
            bad + ":18 Charset.defaultCharset",
            "dev/muster/shared/A.java:2 new FileReader",
            "import of java.sql.Connection",
            "import of java.nio.file.Files",
            "import of java.net.http.HttpClient",
            "import of org.mockito.Mockito",
            "import of java.util.concurrent.StructuredTaskScope",
            "loop/SleepTest.java:2 Thread.sleep",
            "agent/loop/pom.xml: org.mockito:mockito-core",
            "agent/shared is not in the table",
            "agent/shared/pom.xml: the artifact should be muster-shared",
            "agent/loop/pom.xml depends on exec",
            "agent/loop/pom.xml: give muster-testkit <scope>test</scope>",
            bad + ":7 uses dev.muster.shared",
            "a package called shared says nothing",
            "notes.txt:1 \"/wo" + "rk/main\" is a path of one machine",
            "1 " + bad + " \"unchecked\"",
            "ONE USER exit 9",
            "third-party jars of the agent");
    // Calls with a clock of their own, and switches that name everything, are in order.
    assertThat(found).doesNotContain("Bad.java:19", "Fine", "Bad.java:20 ");
  }

  @Test
  void anExceptionThatIsGrantedIsNotFound() throws IOException {
    write("pom.xml", "<project><modules><module>agent/loop</module></modules></project>");
    module("agent/loop", "muster-loop", "");
    String path = "agent/loop/src/main/java/dev/muster/loop/Long.java";
    write(path, "//\n".repeat(501) + "package dev.muster.loop;");
    assertThat(run()).contains("a file has at most");
    write("docs/exceptions.md", "| file-length | `" + path + "` | a table of words |\n");
    assertThat(run()).doesNotContain("a file has at most", "nothing needs the row");
  }

  private static final String BAD =
      """
      package dev.muster.loop;

      import java.sql.Connection;
      import java.net.http.HttpClient;
      import org.mockito.Mockito;
      import java.util.concurrent.StructuredTaskScope;
      import dev.muster.shared.A; import java.nio.file.Files;
      enum Colour { RED, BLUE }
      sealed interface Shape { record Disc() implements Shape {} record Box() implements Shape {} }

      public class Bad {
        public void undocumented() {}
        void exit() { System.exit(1); }
        void env() { System.getenv("X"); }
        void now() { java.time.Instant.now(); }
        Object reference() { return (java.util.function.Supplier<?>) Instant::now; }
        void start() { new ProcessBuilder("x"); }
        void charset() { java.nio.charset.Charset.defaultCharset(); }
        void fine(java.time.Clock clock) { java.time.Instant.now(clock); }
        int whole(Colour c) { return switch (c) { case RED -> 1; case BLUE -> 2; }; }
        int enums(Colour c) { return switch (c) { case RED -> 1; default -> 2; }; }
        int shapes(Shape s) { return switch (s) { case Shape.Disc() -> 1; default -> 2; }; }
        int strings(String s) { return switch (s) { case "a" -> 1; default -> 2; }; }
        @SuppressWarnings("unchecked") void crowded(int a, int b, int c, int d, int e, int f, int g) {}
        void endless() {
      """
          + "    int x;\n".repeat(62)
          + "  }\n}\nclass Fine { public void any() {} }\n";
}
