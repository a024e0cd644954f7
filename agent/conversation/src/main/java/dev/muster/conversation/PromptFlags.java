package dev.muster.conversation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person changes about the system prompt.
 *
 * @param replacement stands for all of it ({@code --system-prompt}), or {@code null}
 * @param addition comes after it ({@code --append-system-prompt}), or {@code null}
 * @param gitInstructions whether the model is told how to work with git and the repository's state
 */
public record PromptFlags(
    @Nullable String replacement, @Nullable String addition, boolean gitInstructions) {

  /** Nothing is changed. */
  public static final PromptFlags NONE = new PromptFlags(null, null, true);

  /**
   * These flags under an environment: {@code CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS} leaves out what
   * concerns git.
   */
  public PromptFlags under(Map<String, String> environment) {
    boolean git = !Switches.on(environment, "CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS");
    return new PromptFlags(replacement, addition, gitInstructions && git);
  }
}
