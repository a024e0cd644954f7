package dev.muster.permission.program.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that are called pure leave no trace when the real interpreters run them.
 *
 * <p>They are made at random of pieces that would make a file, and of pieces in which such a piece
 * may hide from one reader and not from another: quotes, brackets, comments, line ends.
 */
class LanguageOracleTest {
  private static final int TRIED = 40 * Integer.getInteger("muster.fuzz", 250);
  private static final int RUN_MOST = Integer.getInteger("muster.fuzz", 250);

  private static final String[] SED = {
    "p",
    "d",
    "s/a/b/",
    "s/a/b/g",
    "s,a,b,",
    "s/[/]/x/",
    "s/[^]/]/x/",
    "s/\\//x/",
    "s/a/b/w x",
    "y/a/b/",
    "w x",
    "1w x",
    "$w x",
    "e touch x",
    "1e touch x",
    "s/a/touch x/e",
    "s/.*/touch x/;e",
    "r x",
    "R x",
    "W x",
    "a text",
    "a\\",
    "i\\\ntext",
    "c",
    "{",
    "}",
    ":a",
    "b a",
    "ba;w x",
    ":a;w x",
    "/a/",
    "/[/]/",
    "/a/I",
    "\\,a,",
    "1,2",
    "$!",
    "1~2",
    "#",
    "# c",
    "\n",
    ";",
    " ",
    "\\",
    "n",
    "N",
    "=",
    "q",
    "q5",
    "l 3",
    "F",
    "z",
    "s/x/\\\n/",
    "s/[[:alpha:]/]/x/",
    "s/[\\]/]/w x/",
    "0,/a/",
    "+1",
    "-n",
    "v",
    "g;G;h;H;x",
  };

  private static final String[] AWK = {
    "{",
    "}",
    "print",
    "print $1",
    "printf \"%s\"",
    "system(\"touch x\")",
    "\"touch x\"|getline",
    "print > \"x\"",
    "print >\"x\"",
    "print 1,\n2 > \"x\"",
    "print (1)(2) > \"x\"",
    "print \"touch x\" | \"sh\"",
    "/a/",
    "/\"/",
    "/[/]/",
    "/[\"]/",
    "(1)/2",
    "(1)/\"",
    "x/2/",
    "x=1",
    "if(1)",
    "if(x)/\"/",
    "else",
    "while(0)",
    "\"",
    "\"a\\\"b\"",
    "#",
    "# \"",
    "\n",
    ";",
    "&&",
    "||",
    "!",
    "~",
    "length",
    "length/\"/",
    "x++",
    "++x",
    "/2",
    "\\\n",
    "$",
    "[",
    "]",
    "(",
    ")",
    ",",
    "?",
    ":",
    "1",
    "1.5",
    "a[1]",
    "in",
    "close(\"x\")",
    "BEGIN",
    "END",
    "function f(a)",
    "f(1)",
    "@f(1)",
    "return",
    "getline",
    "getline x",
    "getline x < \"x\"",
    "1system(\"touch x\")",
    ">\"x\"",
    ">>\"x\"",
    "| \"touch x\"",
    "|& \"touch x\"",
    "x>1",
    "print x>1?2:3",
    "close(\"x\")/\"",
    "}/\"/",
    "printf",
    "ARGV[1]=\"x\"",
    "\"/\"",
    "'",
    "%",
    "^",
    "*",
    "==",
    ">=",
    "-v",
  };

  @TempDir Path folder;

  @Test
  void pureScriptsOfSedLeaveNoTrace() throws Exception {
    List<String> pure = pure(SED, SedScript::read, new Random(Long.getLong("muster.seed", 7)));
    int run = 0;
    for (List<String> interpreter : installed(List.of("sed"), List.of("busybox", "sed"))) {
      for (String script : pure) {
        List<String> argv = new ArrayList<>(interpreter);
        argv.addAll(List.of("-e", script, "f"));
        assertNoTrace(argv, script);
        run++;
      }
    }
    assumeTrue(run > 0, "no sed here");
  }

  @Test
  void pureProgramsOfAwkLeaveNoTrace() throws Exception {
    List<String> pure = pure(AWK, AwkProgram::read, new Random(Long.getLong("muster.seed", 11)));
    int run = 0;
    for (List<String> interpreter :
        installed(
            List.of("gawk"), List.of("mawk"), List.of("original-awk"), List.of("busybox", "awk"))) {
      for (String program : pure) {
        List<String> argv = new ArrayList<>(interpreter);
        argv.addAll(List.of(program, "f"));
        assertNoTrace(argv, program);
        run++;
      }
    }
    assumeTrue(run > 0, "no awk here");
  }

  @Test
  void piecesDoLeaveTraces() throws Exception {
    for (List<String> sed : installed(List.of("sed"))) {
      assertThat(trace(List.of(sed.getFirst(), "-e", "w x", "f"))).isNotEmpty();
    }
    for (List<String> awk : installed(List.of("gawk"), List.of("mawk"))) {
      assertThat(trace(List.of(awk.getFirst(), "{print > \"x\"}", "f"))).isNotEmpty();
      assertThat(trace(List.of(awk.getFirst(), "BEGIN{system(\"touch x\")}", "f"))).isNotEmpty();
    }
  }

  /** Programs that are called pure, of which some must hold a piece that might leave a trace. */
  private static List<String> pure(
      String[] pieces, Function<String, Meaning> language, Random random) {
    List<String> pure = new ArrayList<>();
    int suspicious = 0;
    for (int i = 0; i < TRIED && pure.size() < RUN_MOST; i++) {
      StringBuilder program = new StringBuilder();
      int length = 1 + random.nextInt(7);
      for (int j = 0; j < length; j++) {
        program.append(pieces[random.nextInt(pieces.length)]);
        program.append(random.nextInt(3) == 0 ? ";" : random.nextInt(3) == 0 ? "\n" : "");
      }
      String text = program.toString();
      boolean suspect = text.contains("x") || text.contains("\"");
      if (language.apply(text) instanceof Meaning.Known known
          && known.acts().isEmpty()
          && (suspect || random.nextInt(4) == 0)) {
        suspicious += suspect ? 1 : 0;
        pure.add(text);
      }
    }
    assertThat(suspicious).isGreaterThan(20);
    return pure;
  }

  @SafeVarargs
  private static List<List<String>> installed(List<String>... interpreters) {
    return Stream.of(interpreters)
        .filter(argv ->
            Files.isExecutable(Path.of("/usr/bin", argv.getFirst()))
                || Files.isExecutable(Path.of("/bin", argv.getFirst())))
        .toList();
  }

  private void assertNoTrace(List<String> argv, String program) throws Exception {
    assertThat(trace(argv)).as("%s ran %s", argv, program).isEmpty();
  }

  /** What there is in the folder after a run, besides the one file to read. */
  private List<String> trace(List<String> argv) throws Exception {
    Path file = folder.resolve("f");
    Files.writeString(file, "a b\nc a\n");
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LC_ALL", "C");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    if (!process.waitFor(600, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
    List<String> left = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        if (!path.equals(file)) {
          left.add(path.getFileName().toString());
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return left;
  }
}
