package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.program.ProfileText.Block;
import dev.muster.permission.program.profiles.ProfileTexts;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.ShellAnalysis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every profile is read, and its own examples hold. */
class ExamplesTest {
  private final KnownPrograms programs = new KnownPrograms(folder -> false, name -> true);
  private final ShellAnalysis analysis = new BashAnalysis(Map.of("HOME", "/home/someone"));

  @Test
  void examplesHold() {
    List<String> problems = new ArrayList<>();
    for (Block block : blocks()) {
      for (String line : block.lines()) {
        Example example = Example.in(line);
        String problem = example == null ? null : example.problem(programs, analysis);
        if (problem != null) {
          problems.add(block.heading() + ": " + line + ": " + problem);
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void everyProgramHasExamples() {
    for (Block block : blocks()) {
      if (ProfileText.kind(block.heading()).equals("program")) {
        assertThat(block.lines().stream().anyMatch(line -> Example.in(line) != null))
            .as(block.heading())
            .isTrue();
      }
    }
  }

  @Test
  void everyProfileIsReadAndHasOnePlace() {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int programs = 0;
    for (Block block : blocks()) {
      String kind = ProfileText.kind(block.heading());
      for (String name : ProfileText.names(block.heading())) {
        if (!seen.add(kind + " " + name)) {
          problems.add(name + " has two profiles");
        }
        try {
          ProfileReader.read(name, block, ExamplesTest::options);
        } catch (ProfileFault fault) {
          problems.add(name + ": " + fault.getMessage());
        }
        programs += kind.equals("program") ? 1 : 0;
      }
    }
    assertThat(problems).isEmpty();
    assertThat(programs).isGreaterThan(150);
  }

  static @Nullable Block options(String name) {
    for (Block block : blocks()) {
      if (block.heading().equals("options " + name)) {
        return block;
      }
    }
    return null;
  }

  @Test
  void everyProfileIsFoundByItsName() {
    for (String text : ProfileTexts.all()) {
      for (Block block : new ProfileText(text).blocks()) {
        boolean options = ProfileText.kind(block.heading()).equals("options");
        for (String name : ProfileText.names(block.heading())) {
          assertThat(options ? ProfileTexts.ofOptions(name) : ProfileTexts.of(name))
              .as("the index tells where %s is", name)
              .isEqualTo(text);
        }
      }
    }
    assertThat(ProfileTexts.of("unheard-of")).isNull();
    assertThat(ProfileTexts.of("git unheard-of")).isNull();
  }

  static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (String text : ProfileTexts.all()) {
      blocks.addAll(new ProfileText(text).blocks());
    }
    return blocks;
  }
}
