package dev.muster.permission.shell;

import java.nio.file.Path;

/**
 * Reads what {@code bash --noprofile --norc}, not interactive and not in POSIX mode, would run, and
 * refuses whatever is not literal.
 *
 * <p>Understood are literal words with their quotes, comments, line continuations, pipelines, lists
 * with {@code ;}, newline, {@code &&} and {@code ||}, redirections with literal targets and literal
 * assignments before a command. Everything else, and everything that bash itself would refuse, is
 * {@link ShellReading.NotUnderstood}. A literal {@code cd} is followed; the folder of a command is
 * {@code null} where it depends on an earlier one's success. Such a folder is as the shell names
 * it: it may lead through symbolic links.
 *
 * <p>Holds only where the shell starts as {@link ShellEnvironment} says, in the folder that is
 * handed in, and gets the text unchanged in UTF-8. Cost is linear in the length of the text.
 */
public final class StrictShellAnalysis implements ShellAnalysis {
  /** In characters; Linux hands a program no argument of 128 KiB or more. */
  private static final int LONGEST = 131_071;

  @Override
  public ShellReading analyse(String text, Path folder) {
    if (text.length() > LONGEST) {
      return new ShellReading.NotUnderstood(
          "The command is longer than " + LONGEST + " characters");
    }
    String problem = Characters.problem(text);
    return problem == null
        ? new ShellReader(text, folder).read()
        : new ShellReading.NotUnderstood("The command contains " + problem);
  }
}
