package dev.muster.permission.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The list of published flaws: every one is there, with a test that is there or a reason; and for
 * every test there is a patch that takes its defence out.
 */
class FlawsListTest {
  private static final Path ROOT = Path.of("../..");
  private static final int FLAWS = 54;
  private static final Pattern NUMBER = Pattern.compile("V-(\\d+)");
  private static final Pattern HEADER =
      Pattern.compile(
          "Flaw: V-\\d+.*\nModule: (\\S+)\nTest: (?:(\\S+) )?(\\w+)#(\\w+)\n(?:Program: packaged\n)?\n");
  private static final Pattern NAME =
      Pattern.compile("`(v[0-9]\\w*)(…)`|`([a-z]+[A-Z]\\w*|[A-Z]\\w*Test)`");

  @Test
  void everyFlawHasATestOrAReason() throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    Set<String> tests = tests();
    List<Defence> defences = defences();
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/flaws.md"))) {
      if (!line.startsWith("| V-")) {
        continue;
      }
      String[] cells = line.split("\\|");
      Set<Integer> own = numbers(cells[1]);
      numbers.addAll(own);
      String where = cells[4];
      boolean named = false;
      Matcher name = NAME.matcher(where);
      while (name.find()) {
        named = true;
        String test = name.group(1) == null ? name.group(3) : name.group(1);
        Predicate<String> isIt = name.group(1) == null ? test::equals : one -> isIn(test, one);
        if (tests.stream().noneMatch(isIt)) {
          wrong.add("no test " + test + " | " + line);
        }
        if (defences.stream().noneMatch(one -> own.contains(one.number()) && one.isOf(isIt))) {
          wrong.add("no patch takes the defence of " + test + " out | " + line);
        }
      }
      if (!named && !where.contains("does not apply")) {
        wrong.add("neither a test nor a reason | " + line);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(numbers).hasSize(FLAWS);
  }

  private static Set<Integer> numbers(String cell) {
    Set<Integer> numbers = new TreeSet<>();
    Matcher number = NUMBER.matcher(cell);
    while (number.find()) {
      numbers.add(Integer.valueOf(number.group(1)));
    }
    return numbers;
  }

  /** A patch that takes a defence out, and the test that fails then. */
  private record Defence(
      Path patch, String content, int number, String module, String type, String method) {

    static Defence read(Path patch) {
      String text = text(patch);
      Matcher header = HEADER.matcher(text);
      Matcher name = NUMBER.matcher(patch.getFileName().toString());
      assertThat(header.lookingAt() && name.lookingAt()).as("the header of %s", patch).isTrue();
      String module = header.group(2) == null ? header.group(1) : header.group(2);
      int number = Integer.parseInt(name.group(1));
      return new Defence(patch, text, number, module, header.group(3), header.group(4));
    }

    boolean isOf(Predicate<String> test) {
      return test.test(type) || test.test(method);
    }

    boolean namesATest() throws IOException {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        return files.anyMatch(
            file -> file.endsWith(type + ".java") && text(file).contains("void " + method + "("));
      }
    }

    boolean changesMainCodeOnly() {
      return content
          .lines()
          .filter(line -> line.startsWith("+++ "))
          .allMatch(line -> line.contains("/src/main/"));
    }
  }

  private static List<Defence> defences() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("testing/defences"))) {
      return files
          .filter(file -> file.toString().endsWith(".patch"))
          .sorted()
          .map(Defence::read)
          .toList();
    }
  }

  @Test
  void everyPatchIsOfMainCodeAndNamesATest() throws IOException {
    for (Defence defence : defences()) {
      assertThat(defence.changesMainCodeOnly()).as("%s", defence.patch()).isTrue();
      assertThat(defence.namesATest()).as("the test of %s", defence.patch()).isTrue();
    }
  }

  @Test
  void everyPatchStillApplies() {
    assumeTrue(Files.exists(ROOT.resolve(".git")), "this is no checkout");
    String each = "for p in testing/defences/*.patch; do git apply --check $p || echo $p; done";
    ProgramRun.Result run =
        ProgramRun.of("sh", "-c", each + " 2>&1").in(ROOT.toAbsolutePath().normalize()).run();
    assertThat(run.stdout()).isEmpty();
  }

  /** A test for several flaws begins with the numbers of all. */
  private static boolean isIn(String numbers, String test) {
    String rest = test;
    while (rest.matches("v[0-9].*")) {
      if (rest.startsWith(numbers)) {
        return true;
      }
      rest = rest.substring(3);
    }
    return false;
  }

  /** The names of all methods and classes of tests. */
  private static Set<String> tests() throws IOException {
    Set<String> names =
        Arrays.stream(PublishedFlawsTest.class.getDeclaredMethods())
            .map(java.lang.reflect.Method::getName)
            .collect(Collectors.toSet());
    Pattern method = Pattern.compile("void (\\w+)\\(");
    for (String folder : List.of("agent", "console", "vocabulary", "testing")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
          names.add(file.getFileName().toString().replace(".java", ""));
          Matcher found = method.matcher(text(file));
          while (found.find()) {
            names.add(found.group(1));
          }
        }
      }
    }
    return names;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
