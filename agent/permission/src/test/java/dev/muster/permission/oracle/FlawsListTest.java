package dev.muster.permission.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of published flaws: every one is there, with a test that is there or a reason. */
class FlawsListTest {
  private static final Path ROOT = Path.of("../..");
  private static final int FLAWS = 54;
  private static final Pattern NUMBER = Pattern.compile("V-(\\d+)");
  private static final Pattern NAME =
      Pattern.compile("`(v[0-9]\\w*)(…)`|`([a-z]+[A-Z]\\w*|[A-Z]\\w*Test)`");

  @Test
  void everyFlawHasATestOrAReason() throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    Set<String> tests = tests();
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/flaws.md"))) {
      if (!line.startsWith("| V-")) {
        continue;
      }
      String[] cells = line.split("\\|");
      Matcher number = NUMBER.matcher(cells[1]);
      while (number.find()) {
        numbers.add(Integer.valueOf(number.group(1)));
      }
      String where = cells[4];
      boolean named = false;
      Matcher name = NAME.matcher(where);
      while (name.find()) {
        String test = name.group(1) == null ? name.group(3) : name.group(1);
        boolean part = name.group(1) != null;
        named = true;
        boolean there =
            part ? tests.stream().anyMatch(one -> isIn(test, one)) : tests.contains(test);
        if (!there) {
          wrong.add("no test " + test + " | " + line);
        }
      }
      if (!named && !where.contains("does not apply") && !where.contains("ban of")) {
        wrong.add("neither a test nor a reason | " + line);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(numbers).hasSize(FLAWS);
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
    for (String folder : List.of("agent", "vocabulary", "testing")) {
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
