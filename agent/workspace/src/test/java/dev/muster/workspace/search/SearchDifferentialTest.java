package dev.muster.workspace.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.protocol.Confinement;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.LocalRunner;
import dev.muster.workspace.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to search find the same. */
class SearchDifferentialTest {

  private static final List<GrepQuery.Mode> MODES = List.of(GrepQuery.Mode.values());

  @TempDir Path temporary;
  private Path root;
  private Search ripgrep;
  private Search java;

  @BeforeEach
  void tree() throws IOException {
    Path home = Files.createDirectories(temporary.toRealPath().resolve("home"));
    Map<String, String> environment =
        Map.of("PATH", "/usr/bin:/usr/local/bin", "HOME", home.toString());
    Optional<Path> program = Programs.find("rg", environment);
    assumeTrue(program.isPresent(), "ripgrep is not installed");
    ripgrep = Search.ripgrep(program.get(), new LocalRunner(), environment);
    java = Search.java(environment);
    root = Files.createDirectory(temporary.toRealPath().resolve("tree"));
    write(home.resolve(".config/git/ignore"), "*.global\n/anchored-global\n");
    write(root.resolve(".git/info/exclude"), "excluded-by-info\n*.local\n");
    write(
        root.resolve(".gitignore"),
        """
        # comment
        build/
        *.log
        !keep.log
        /top-only.txt
        src/**/gen
        doc/*.tmp
        \\#hash
        trailing\040\040\s
        spaced\\ name
        [ab]class.txt
        foo/bar
        node_modules
        """);
    for (String path :
        List.of(
            "a.txt",
            "b.log",
            "keep.log",
            "top-only.txt",
            "sub/top-only.txt",
            "build/x.txt",
            "sub/build/y.txt",
            "src/gen/g.txt",
            "src/a/b/gen/g.txt",
            "src/a/ok.java",
            "doc/x.tmp",
            "doc/deep/x.tmp",
            "#hash",
            "trailing",
            "spaced name",
            "aclass.txt",
            "cclass.txt",
            "foo/bar/f.txt",
            "x/foo/bar/f.txt",
            "node_modules/m/index.js",
            "excluded-by-info",
            "sub/x.local",
            "y.global",
            "anchored-global",
            "sub/anchored-global",
            ".hidden/h.txt",
            ".env",
            "sub/.ignored-file",
            "inner/.git/HEAD",
            "inner/b.log",
            "inner/build/z.txt",
            "inner/own.skip",
            "ünï/cödé.txt",
            "with space/f.txt",
            "deep/1/2/3/4/5/f.java",
            ".muster-1.tmp",
            ".svn/entries",
            "lib/a.TS",
            "lib/b.tsx",
            "lib/c.ts")) {
      write(root.resolve(path), "needle in " + path + "\nsecond line\nNeedle again\n");
    }
    write(root.resolve("inner/.gitignore"), "*.skip\n");
    write(root.resolve("sub/.ignore"), ".ignored-file\n!b.log\n");
    write(root.resolve("sub/.rgignore"), "!x.local\n");
    Files.write(root.resolve("binary.bin"), new byte[] {'n', 'e', 'e', 'd', 'l', 'e', '\n', 0, 1});
    byte[] late = "needle first\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    late[late.length - 2] = 0;
    Files.write(root.resolve("late.bin"), late);
    write(root.resolve("after-late.txt"), "needle\n");
    Files.write(
        root.resolve("wide.txt"), "\uFEFFneedle wide\r\nü\r\n".getBytes(StandardCharsets.UTF_16LE));
    write(root.resolve("crlf.txt"), "needle\r\nother\r\nends needle\r\n");
    write(root.resolve("no-end.txt"), "x\n\n\nneedle");
    write(root.resolve("long.txt"), "needle" + "ü€x".repeat(2000) + "\nshort needle\n");
    write(
        root.resolve("many.txt"),
        "a needle needle b\n1\n2\n3\nneedle\n4\n5\nneedle\n6\nFooBar foo_bar ΣΑΣ kK\n");
    write(root.resolve("multi.txt"), "begin {\n  needle\n}\nbegin {\n}\n\nend\n");
    write(root.resolve("empty.txt"), "");
    Files.createSymbolicLink(root.resolve("link.txt"), Path.of("a.txt"));
    Files.createSymbolicLink(root.resolve("linkdir"), Path.of("src"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private SearchRequest request(Path at, Predicate<Path> visible) throws IOException {
    return new SearchRequest(
        new DiskPathFacts().identify(at), visible, new Confinement.Unconfined());
  }

  private void same(Path at, GrepQuery query) throws Exception {
    GrepOutcome one = ripgrep.grep(request(at, file -> true), query);
    GrepOutcome other = java.grep(request(at, file -> true), query);
    if (one instanceof GrepOutcome.Found found && other instanceof GrepOutcome.Found again) {
      assertThat(sorted(again)).as("%s", query).isEqualTo(sorted(found));
      return;
    }
    assertThat(other.getClass()).as("%s: %s", query, List.of(one, other)).isEqualTo(one.getClass());
  }

  private static List<GrepOutcome.FileMatches> sorted(GrepOutcome.Found found) {
    return found.files().stream()
        .filter(file -> !file.path().equals("late.bin") || !file.lines().isEmpty())
        .sorted(Comparator.comparing(GrepOutcome.FileMatches::path))
        .toList();
  }

  private static GrepQuery query(String pattern, GrepQuery.Mode mode) {
    return GrepQuery.of(pattern, mode);
  }

  @Test
  void findsTheSameNames() throws Exception {
    for (Path at :
        List.of(
            root,
            root.resolve("sub"),
            root.resolve("inner"),
            root.resolve("node_modules"),
            root.resolve("node_modules/m"),
            root.resolve("build"))) {
      for (String pattern :
          List.of(
              "**/*",
              "*",
              "*.txt",
              "**/*.txt",
              "src/**/*.java",
              "*.{ts,tsx}",
              "**",
              "sub/*",
              "[a-c]*.txt",
              "?class.txt",
              "**/f.txt",
              ".*",
              "ünï/*",
              "with space/*",
              "nothing",
              "./a.txt",
              "{a,keep}.{txt,log}")) {
        GlobOutcome.Found one =
            (GlobOutcome.Found) ripgrep.glob(request(at, file -> true), pattern, 1000);
        GlobOutcome.Found other =
            (GlobOutcome.Found) java.glob(request(at, file -> true), pattern, 1000);
        assertThat(other.paths())
            .as("%s below %s", pattern, at)
            .containsExactlyInAnyOrderElementsOf(one.paths());
      }
    }
  }

  @Test
  void honoursEveryIgnoreFile() throws Exception {
    GlobOutcome.Found found =
        (GlobOutcome.Found) java.glob(request(root, file -> true), "**/*", 999);
    assertThat(found.paths())
        .contains(
            "keep.log",
            "sub/top-only.txt",
            "doc/deep/x.tmp",
            ".env",
            ".hidden/h.txt",
            "x/foo/bar/f.txt",
            "inner/b.log",
            "inner/build/z.txt",
            "sub/x.local",
            "cclass.txt")
        .doesNotContain(
            "b.log",
            "top-only.txt",
            "build/x.txt",
            "sub/build/y.txt",
            "src/gen/g.txt",
            "src/a/b/gen/g.txt",
            "doc/x.tmp",
            "#hash",
            "trailing",
            "spaced name",
            "aclass.txt",
            "foo/bar/f.txt",
            "node_modules/m/index.js",
            "excluded-by-info",
            "y.global",
            "anchored-global",
            "sub/.ignored-file",
            "inner/own.skip",
            "link.txt",
            ".muster-1.tmp",
            ".svn/entries",
            "inner/.git/HEAD");
  }

  @Test
  void findsTheSameContent() throws Exception {
    for (String pattern :
        List.of(
            "needle",
            "Needle",
            "^needle",
            "needle$",
            "n.*e",
            "\\bneedle\\b",
            "nee+dle",
            "(?i)NEEDLE",
            "needle|second",
            "[[:upper:]]eedle",
            "\\w+ again",
            "^$",
            "ü",
            "\\d",
            "(foo|Foo)_?[bB]ar",
            "nothing at all",
            "a{",
            "x(?=y)",
            "(a",
            "[z-a]",
            "\\p{Greek}+",
            "needle\\s",
            "\\s",
            "é|ö",
            ".",
            "e{2}d",
            "ne*?e",
            "(?x) need le # c",
            "needle\\n",
            "[^a-z\\s]+",
            "in (?P<where>a).txt")) {
      for (GrepQuery.Mode mode : GrepQuery.Mode.values()) {
        same(root, query(pattern, mode));
        same(root.resolve("many.txt"), query(pattern, mode));
      }
    }
  }

  @Test
  void findsTheSameWithOptions() throws Exception {
    Random random = new Random(11);
    List<String> patterns =
        List.of("needle", "e", "l.n", "NEEDLE", "k", "σας", "begin \\{", "\\{\\s*\\}");
    for (int round = 0; round < 60; round++) {
      boolean multiline = random.nextInt(4) == 0;
      same(
          root,
          new GrepQuery(
              patterns.get(random.nextInt(patterns.size())),
              MODES.get(random.nextInt(3)),
              List.of(
                      List.of("*.txt"),
                      List.<String>of(),
                      List.of("!*.txt"),
                      List.of("src/**", "*.tsx"))
                  .get(random.nextInt(4)),
              random.nextInt(4) == 0 ? Optional.of("java") : Optional.empty(),
              random.nextBoolean(),
              multiline,
              !multiline && random.nextInt(3) == 0,
              random.nextInt(3),
              random.nextInt(3)));
    }
  }

  @Test
  void refusesAnUnknownTypeInBoth() throws Exception {
    same(
        root,
        new GrepQuery(
            "x", GrepQuery.Mode.FILES, List.of(), Optional.of("nope"), false, false, false, 0, 0));
  }

  @Test
  void hidesWhatMayNotBeShown() throws Exception {
    Predicate<Path> visible = file -> !file.startsWith(root.resolve("src"));
    for (Search search : List.of(ripgrep, java)) {
      GrepOutcome.Found found =
          (GrepOutcome.Found)
              search.grep(request(root, visible), query("needle", GrepQuery.Mode.CONTENT));
      assertThat(found.files()).isNotEmpty().noneMatch(file -> file.path().startsWith("src/"));
      GlobOutcome.Found names =
          (GlobOutcome.Found) search.glob(request(root, visible), "**/*.java", 9);
      assertThat(names.paths()).containsExactly("deep/1/2/3/4/5/f.java");
    }
  }

  @Test
  void isNotFooledByLineEndsInNames() throws Exception {
    write(root.resolve("hid/s\n./a.txt"), "needle secret\n");
    Predicate<Path> visible = file -> !file.startsWith(root.resolve("hid"));
    for (Search search : List.of(ripgrep, java)) {
      for (GrepQuery.Mode mode : GrepQuery.Mode.values()) {
        GrepOutcome.Found found =
            (GrepOutcome.Found) search.grep(request(root, visible), query("secret", mode));
        assertThat(found.files()).isEmpty();
      }
    }
    same(root, query("needle", GrepQuery.Mode.CONTENT));
  }

  @Test
  void refusesARootSwappedForALink() throws Exception {
    Path folder = Files.createDirectory(root.resolve("swapped"));
    SearchRequest decided = request(folder, file -> true);
    Files.delete(folder);
    Files.createSymbolicLink(folder, root.resolve("src"));
    for (Search search : List.of(ripgrep, java)) {
      assertThatThrownBy(() -> search.glob(decided, "**", 9)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> search.grep(decided, query("needle", GrepQuery.Mode.FILES)))
          .isInstanceOf(IOException.class);
    }
  }
}
