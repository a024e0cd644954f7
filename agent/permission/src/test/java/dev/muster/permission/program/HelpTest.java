package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.program.ProfileText.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The options of profiles compared with what the installed programs say of themselves.
 *
 * <p>An option that a profile knows and the program does not tell of must be listed in {@code
 * other-versions.txt}: it is one of BSD, of macOS or of another release, or one that only the
 * manual tells of. What a program tells of and its profile does not know is printed.
 */
class HelpTest {
  private static final Path LISTED = Path.of("src/test/resources/program/other-versions.txt");

  @TempDir Path folder;

  @Test
  void profilesKnowNoOptionThatTheProgramLacks() throws Exception {
    Map<String, Set<String>> listed = listed();
    List<String> problems = new ArrayList<>();
    StringBuilder unknown = new StringBuilder();
    int compared = 0;
    for (Block block : ExamplesTest.blocks()) {
      if (!ProfileText.kind(block.heading()).equals("program")) {
        continue;
      }
      for (String name : ProfileText.names(block.heading())) {
        Profile profile = Objects.requireNonNull(Profiles.builtIn().program(name));
        Set<String> elsewhere = listed.getOrDefault(name, Set.of());
        boolean compares = asksForHelp(profile) && !elsewhere.contains("*");
        String help = compares ? help(name) : "";
        if (help.length() < 200) {
          continue;
        }
        compared++;
        Set<String> told = options(help);
        for (String option : new TreeSet<>(profile.options().keySet())) {
          if (!told.contains(option) && !elsewhere.contains(option)) {
            problems.add(name + " " + option);
          }
        }
        told.removeAll(profile.options().keySet());
        told.removeIf(option ->
            option.length() < 2 || !Character.isLetterOrDigit(option.charAt(option.length() - 1)));
        told.removeAll(profile.information());
        unknown.append(told.isEmpty() ? "" : "  " + name + ": " + String.join(" ", told) + "\n");
      }
    }
    System.out.print(
        "help: " + compared + " programs compared; options that are not known:\n" + unknown);
    assertThat(problems).isEmpty();
  }

  /** Whether to ask for help is harmless by the profile's own account. */
  private static boolean asksForHelp(Profile profile) {
    return profile.options().containsKey("--help") || profile.information().contains("--help");
  }

  private static Map<String, Set<String>> listed() throws IOException {
    Map<String, Set<String>> listed = new HashMap<>();
    for (String line : Files.readAllLines(LISTED)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        List<String> words = ProfileReader.split(line);
        listed.put(words.getFirst(), Set.copyOf(words.subList(1, words.size())));
      }
    }
    return listed;
  }

  /** What a program says, or nothing where it is not installed or does not end. */
  private String help(String name) throws Exception {
    for (String bin : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      Path program = Path.of(bin, name);
      if (Files.isExecutable(program)) {
        // A part of what curl knows is told only where all is asked for.
        return output(
            name.equals("curl")
                ? List.of(program.toString(), "--help", "all")
                : List.of(program.toString(), "--help"));
      }
    }
    return "";
  }

  private String output(List<String> argv) throws Exception {
    Path file = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("COLUMNS", "200");
    builder.redirectErrorStream(true).redirectOutput(file.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return "";
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Everything in a text that looks like an option. */
  private static Set<String> options(String help) {
    Set<String> options = new TreeSet<>();
    for (int i = 0; i < help.length(); i++) {
      boolean begins =
          help.charAt(i) == '-' && (i == 0 || " \t\n,[|/('\"`".indexOf(help.charAt(i - 1)) >= 0);
      if (begins) {
        add(options, help, i);
      }
    }
    return options;
  }

  private static void add(Set<String> options, String help, int start) {
    int end = start + 1;
    while (end < help.length() && isPart(help.charAt(end))) {
      end++;
    }
    String word = help.substring(start, end);
    while (word.length() > 2 && (word.endsWith(".") || word.endsWith("-"))) {
      word = word.substring(0, word.length() - 1);
    }
    if (word.startsWith("--") && word.length() > 3) {
      // As in --[no-]color.
      options.add(word);
      return;
    }
    if (help.startsWith("--[no-]", start)) {
      add(options, "--" + help.substring(start + 7, Math.min(help.length(), start + 60)), 0);
      add(options, "--no-" + help.substring(start + 7, Math.min(help.length(), start + 60)), 0);
      return;
    }
    // A cluster in a synopsis, or a letter with its value.
    for (int i = 1; i < word.length() && !word.startsWith("--"); i++) {
      options.add("-" + word.charAt(i));
    }
    if (word.length() == 1 && end < help.length() && help.charAt(end) > ' ') {
      options.add("-" + help.charAt(end));
    }
    options.add(word);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
  }
}
