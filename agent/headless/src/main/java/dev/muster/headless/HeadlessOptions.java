package dev.muster.headless;

import java.util.List;

/**
 * How a headless run speaks with whoever started it.
 *
 * @param verbose with {@link OutputFormat#JSON}, write all messages and not the result alone
 * @param partialMessages write the model's stream events as well
 * @param replayUserMessages write each message of the host again when its turn begins
 * @param hostAnswers whether questions about calls go to the host; otherwise there is nobody to ask
 * @param bypassAllowed whether the host may switch to the mode that permits everything
 * @param version of the program, as {@code get_binary_version} tells it
 * @param models what a host may offer for choice
 */
public record HeadlessOptions(
    OutputFormat output,
    InputFormat input,
    boolean verbose,
    boolean partialMessages,
    boolean replayUserMessages,
    boolean hostAnswers,
    boolean bypassAllowed,
    String version,
    List<ModelChoice> models) {
  public HeadlessOptions {
    models = List.copyOf(models);
  }

  /**
   * A model that a host may choose.
   *
   * @param value what {@code set_model} takes: an alias or a full id
   */
  public record ModelChoice(String value, String displayName, String description) {}
}
