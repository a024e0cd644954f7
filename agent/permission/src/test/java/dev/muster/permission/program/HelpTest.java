package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.program.HelpText.Value;
import dev.muster.permission.program.Option.Takes;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The options of profiles compared with what the installed programs say of themselves.
 *
 * <p>A program that is not installed is left out by itself; some must always be there. An option
 * that a profile knows and the program does not tell of is one of BSD, of macOS or of another
 * release, or one that only the manual tells of: {@code other-versions.txt} lists them for the
 * releases that were compared. Others may differ in a few options and no more, and in none about
 * whether it takes a value.
 */
class HelpTest {
  private static final Path LISTED = Path.of("src/test/resources/program/other-versions.txt");

  /** What is on every machine that builds this. */
  private static final Set<String> ALWAYS =
      Set.of("ls", "cat", "cp", "sort", "grep", "sed", "git diff", "git status");

  @TempDir Path folder;
  private final Set<String> compared = new TreeSet<>();
  private final List<Help> helps = new ArrayList<>();

  /** A profile with what its program says. */
  private record Help(String name, Profile profile, HelpText text) {}

  @BeforeEach
  void askThePrograms() throws Exception {
    Map<String, Set<String>> listed = listed();
    for (Block block : ExamplesTest.blocks()) {
      String kind = ProfileText.kind(block.heading());
      for (String name : kind.equals("options") ? List.<String>of() : names(block)) {
        Profile profile = profile(kind, name);
        boolean skipped = listed.getOrDefault(name, Set.of()).contains("*");
        List<String> argv = skipped ? null : argv(profile, kind, name);
        String help = argv == null ? "" : output(argv);
        if (help.length() >= 200) {
          compared.add(name);
          helps.add(new Help(name, profile, new HelpText(help)));
        }
      }
    }
  }

  @Test
  void someProgramsAreAlwaysCompared() {
    assertThat(compared).containsAll(ALWAYS);
  }

  @Test
  void profilesKnowNoOptionThatTheProgramLacks() throws Exception {
    Map<String, Set<String>> listed = listed();
    List<String> problems = new ArrayList<>();
    StringBuilder unknown = new StringBuilder();
    for (Help help : helps) {
      Set<String> known = help.profile().options().keySet();
      Set<String> missing = new TreeSet<>(known);
      missing.removeAll(help.text().options());
      missing.removeAll(listed.getOrDefault(help.name(), Set.of()));
      if (!missing.isEmpty()) {
        System.out.println("help: not told of: " + help.name() + "\t" + String.join(" ", missing));
      }
      if (missing.size() > Math.max(4, known.size() / 8)) {
        problems.add(help.name() + " " + missing);
      }
      Set<String> told = help.text().options();
      told.removeAll(known);
      told.removeAll(help.profile().information());
      told.removeIf(option -> option.length() < 2 || !isLetter(option));
      unknown.append(told.isEmpty() ? "" : "  " + help.name() + ": " + told + "\n");
    }
    System.out.print(
        "help: " + helps.size() + " programs compared; options that are not known:\n" + unknown);
    assertThat(problems).isEmpty();
  }

  /** One that takes the next word to one reader and not to the other hides an operand. */
  @Test
  void optionsTakeValuesWhereTheProgramSaysSo() throws Exception {
    Map<String, Set<String>> listed = listed();
    List<String> problems = new ArrayList<>();
    int options = 0;
    for (Help help : helps) {
      for (Map.Entry<String, Value> told : help.text().values().entrySet()) {
        Option option = help.profile().options().get(told.getKey());
        boolean elsewhere =
            listed.getOrDefault(help.name(), Set.of()).contains(told.getKey() + "=");
        if (option == null || elsewhere) {
          continue;
        }
        options++;
        boolean same =
            switch (told.getValue()) {
              case NONE, ATTACHED_IF_ANY -> option.takes() != Takes.NEXT;
              case NEEDED -> option.takes() != Takes.NOTHING && option.takes() != Takes.MAYBE;
            };
        if (!same) {
          problems.add(help.name() + " " + told + " but " + option.takes());
        }
      }
    }
    System.out.println("help: the values of " + options + " long options compared");
    assertThat(problems).isEmpty();
    assertThat(options).isGreaterThan(300);
  }

  private static boolean isLetter(String option) {
    return Character.isLetterOrDigit(option.charAt(option.length() - 1));
  }

  private static List<String> names(Block block) {
    return ProfileText.names(block.heading());
  }

  private static Profile profile(String kind, String name) {
    Profiles profiles = Profiles.builtIn();
    return Objects.requireNonNull(
        kind.equals("program") ? profiles.program(name) : profiles.command(name));
  }

  private static Map<String, Set<String>> listed() throws IOException {
    Map<String, Set<String>> listed = new HashMap<>();
    for (String line : Files.readAllLines(LISTED)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        int tab = line.indexOf('\t');
        listed.put(
            line.substring(0, tab), Set.copyOf(ProfileReader.split(line.substring(tab + 1))));
      }
    }
    return listed;
  }

  /** What makes a program tell of its options, or nothing where that might not be harmless. */
  private static @Nullable List<String> argv(Profile profile, String kind, String name) {
    if (kind.equals("command")) {
      List<String> words = ProfileReader.split(name);
      return words.size() == 2 && words.getFirst().equals("git") && installed("git") != null
          ? List.of("git", words.get(1), "-h")
          : null;
    }
    Path program = installed(name);
    boolean harmless =
        profile.options().containsKey("--help") || profile.information().contains("--help");
    if (program == null || !harmless) {
      return null;
    }
    return switch (name) {
      // These tell of all that they know only where all is asked for.
      case "curl" -> List.of(program.toString(), "--help", "all");
      case "xz", "unxz", "lzma", "unlzma" -> List.of(program.toString(), "--long-help");
      default -> List.of(program.toString(), "--help");
    };
  }

  private static @Nullable Path installed(String name) {
    for (String bin : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      Path program = Path.of(bin, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }

  /** What a program says, or nothing where it does not end. */
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
}
