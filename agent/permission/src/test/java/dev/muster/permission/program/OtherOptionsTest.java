package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.program.Option.Takes;
import dev.muster.permission.program.ProfileText.Block;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.ShellAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * One option more makes no command harmless, but those that are there for it.
 *
 * <p>Each example that does more than read is tried with every option of its profile before and
 * behind its own arguments.
 */
class OtherOptionsTest {
  private final KnownPrograms programs = new KnownPrograms(folder -> false, name -> true);
  private final ShellAnalysis analysis = new BashAnalysis(Map.of("HOME", "/home/someone"));

  private static final String THERE_FOR_IT =
      """
      ar: -p -t
      awk: --version
      bat: --paging -P
      bzip2: --stdout --test -c -t
      command: -V -v
      curl behind: -M
      curl: -M
      env behind: --ignore-environment -i
      env: --ignore-environment -i
      git apply: --check --numstat --stat --summary
      git branch: --contains --list --merged --no-contains --no-merged --points-at -l
      git clean behind: --dry-run -n
      git clean: --dry-run -n
      git config: --get --get-all --get-regexp
      git tag: --contains --list --merged --no-contains --no-merged --points-at -l -n
      gzip: --list --stdout --test --to-stdout -c -l -t
      head behind: --bytes --help --lines --quiet --silent --verbose --version --zero-terminated -c -n -q -v -z
      history behind: -n -r
      history: -n -r
      jq: --arg --argjson --build-configuration --help --rawfile --slurpfile --version -V -h
      kill: -L -l -list -table
      lsof behind: -n
      lsof: -n
      mktemp behind: --dry-run -u
      mktemp: --dry-run -u
      netstat behind: --numeric -n
      netstat: --numeric -n
      node: --check -c
      rpm: --query -q
      sed: --help --version
      set behind: -C -E -T -a -b -e -f -h -m -n -u -v -x
      set: -C -E -T -a -b -e -f -h -m -n -u -v -x
      sh behind: --help --version -n
      sh: --help --version -n
      ssh behind: -V
      ssh: -V
      tar behind: --force-local --to-stdout -O
      tar: --compare --diff --force-local --list --to-stdout -O -d -t
      unzip: -Z -c -l -p -t -v -z
      xz: --list --stdout --test --to-stdout -c -l -t
      zstd: --list --stdout --test -c -l -t
      """;

  @Test
  void onlyOptionsThatAreThereForItMakeACommandHarmless() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Block block : ExamplesTest.blocks()) {
      if (ProfileText.kind(block.heading()).equals("options")) {
        continue;
      }
      String name = ProfileText.names(block.heading()).getFirst();
      Profile profile = ProfileReader.read(name, block, ExamplesTest::options);
      for (String line : block.lines()) {
        Example example = Example.in(line);
        if (example != null && !example.kind().equals("safe")) {
          harmless(profile, name, example.command(), found);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    found.forEach((name, options) -> lines.add(name + " " + String.join(" ", options)));
    assertThat(lines).containsExactlyElementsOf(THERE_FOR_IT.lines().toList());
  }

  private void harmless(
      Profile profile, String name, String command, Map<String, Set<String>> found) {
    int own = name.split(" ").length;
    String[] words = command.split(" ");
    if (words.length < own || !name.startsWith(words[0]) || isHarmless(command)) {
      return;
    }
    String head = String.join(" ", List.of(words).subList(0, own));
    String rest = command.substring(head.length());
    profile
        .options()
        .forEach((option, kind) -> {
          for (String form : forms(option, kind)) {
            if (isHarmless(head + " " + form + rest)) {
              found.computeIfAbsent(name + ":", key -> new TreeSet<>()).add(option);
            }
            if (isHarmless(head + rest + " " + form)) {
              found.computeIfAbsent(name + " behind:", key -> new TreeSet<>()).add(option);
            }
          }
        });
  }

  private static List<String> forms(String option, Option kind) {
    if (kind.takes() == Takes.NOTHING) {
      return List.of(option);
    }
    List<String> forms = new ArrayList<>(List.of(option + " 1"));
    if (option.startsWith("--")) {
      forms.add(option + "=1");
    }
    return forms;
  }

  private boolean isHarmless(String command) {
    return new Example("safe", command, "").problem(programs, analysis) == null;
  }
}
