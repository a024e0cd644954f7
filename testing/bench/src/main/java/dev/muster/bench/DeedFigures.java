package dev.muster.bench;

import dev.muster.permission.program.Deeds;
import dev.muster.permission.program.KnownPrograms;
import dev.muster.permission.shell.ShellCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Times what it takes to tell the deeds of commands by the profiles of their programs: the first in
 * a process, and many of a typical mix. Run its {@code main} by hand, also with the options with
 * which the agent is started; an argument replaces the command that comes first.
 */
public final class DeedFigures {
  private static final int ROUNDS = 40_000;

  private static final List<String> MIX =
      List.of(
          "ls -la src",
          "cat README.md",
          "git status --short",
          "git log --oneline -10 -- src",
          "git diff --stat HEAD~1",
          "grep -rn --include=*.java TODO .",
          "rg -n -g *.md pattern docs",
          "find . -type f -name *.java -not -path ./target/*",
          "sed -n 1,80p src/Main.java",
          "awk -F: {print$1} f",
          "head -50 build.log",
          "wc -l a b c",
          "jq -r .version package.json",
          "sort -rn -k2 f",
          "rm -rf target",
          "npm test",
          "python3 tool.py --all",
          "docker ps -a",
          "timeout 60 mvn -q test",
          "cp -r a b");

  private DeedFigures() {}

  /** Prints the time of the first decision and how many a second follow. */
  public static void main(String[] arguments) {
    ShellCommand command = command(arguments.length > 0 ? arguments[0] : MIX.getFirst());
    long start = System.nanoTime();
    KnownPrograms programs = new KnownPrograms(folder -> false, name -> true);
    Deeds first = programs.of(command);
    long cold = System.nanoTime() - start;
    long known = first instanceof Deeds.Known ? 1 : 0;
    List<ShellCommand> commands = MIX.stream().map(DeedFigures::command).toList();
    for (int round = 0; round < 5; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) {
        known += programs.of(commands.get(i % commands.size())) instanceof Deeds.Known ? 1 : 0;
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(Locale.ROOT, "%.0f a second%n", ROUNDS / seconds);
    }
    System.out.printf(Locale.ROOT, "first %.2f ms (%d known)%n", cold / 1e6, known);
  }

  private static ShellCommand command(String line) {
    return ShellCommand.literal(
        List.of(), List.of(line.split(" ")), List.of(), Path.of("/w"), line);
  }
}
