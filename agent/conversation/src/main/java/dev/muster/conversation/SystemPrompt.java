package dev.muster.conversation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of the system prompt.
 *
 * <p>Everything that is the same for a whole day of work in a folder stands here; what changes (the
 * date, the mode, the repository's state, memory) is told by {@link Opening} in the first message
 * of the user. Prompt caches work by prefix, so a change here would make every message after it be
 * paid for again, each time a session is resumed.
 */
public final class SystemPrompt {

  private SystemPrompt() {}

  /**
   * The texts in the order in which they are sent: the one that is the same everywhere, the
   * environment, the addition. A replacement stands for the first two.
   */
  public static List<String> texts(EnvironmentFacts facts, PromptFlags flags) {
    List<String> texts = new ArrayList<>(3);
    if (flags.replacement() == null) {
      String stable = PromptTexts.read("system-v1.md").strip();
      if (flags.gitInstructions() && facts.repository()) {
        stable += "\n\n" + PromptTexts.read("git-v1.md").strip();
      }
      texts.add(stable);
      texts.add(environment(facts));
    } else if (!flags.replacement().isBlank()) {
      texts.add(flags.replacement());
    }
    if (flags.addition() != null && !flags.addition().isBlank()) {
      texts.add(flags.addition());
    }
    return List.copyOf(texts);
  }

  private static String environment(EnvironmentFacts facts) {
    StringBuilder text = new StringBuilder(600);
    text.append("# Environment\n\n");
    line(text, "Working folder", facts.folder().toString());
    for (Path more : facts.moreFolders()) {
      line(text, "Also open to you", more.toString());
    }
    line(text, "Inside a git repository", facts.repository() ? "yes" : "no");
    line(text, "Platform", facts.platform());
    if (!facts.osVersion().isBlank()) {
      line(text, "Operating system", facts.osVersion());
    }
    line(text, "Model", facts.model());
    text.append('\n')
        .append(
            facts.interactive()
                ? "Somebody is at the terminal and can answer a question or approve a call."
                : "Nobody is there to answer a question or approve a call: decide what you can,"
                    + " state the assumptions you made, and finish. Your last message is the"
                    + " result that is read.");
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(oneLine(value)).append('\n');
  }

  /** A folder's name may hold anything, a line break with an order behind it too. */
  private static String oneLine(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      out.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    return out.toString();
  }
}
