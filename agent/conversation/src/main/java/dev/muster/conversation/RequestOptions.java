package dev.muster.conversation;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.model.CachePolicy;
import dev.muster.model.ThinkingMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a model is asked.
 *
 * @param model its full id
 * @param contextWindow the most tokens of prompt and answer together
 * @param maxTokens the most output tokens of one request
 * @param effort the provider's effort level, or {@code null} for its default
 * @param userId an opaque id of the user, or {@code null}
 */
public record RequestOptions(
    String model,
    long contextWindow,
    long maxTokens,
    ThinkingMode thinking,
    CachePolicy cache,
    @Nullable String effort,
    @Nullable String userId,
    Json.Obj extraBody) {

  /** What is asked for where a model could give more: longer answers are broken up anyway. */
  private static final long DEFAULT_MAX_TOKENS = 64_000;

  /** The variables that hold numbers, those of {@link CompactionPolicy} among them. */
  private static final List<String> NUMBERS =
      List.of(
          "CLAUDE_CODE_MAX_OUTPUT_TOKENS",
          "MAX_THINKING_TOKENS",
          "CLAUDE_CODE_AUTO_COMPACT_WINDOW",
          "CLAUDE_AUTOCOMPACT_PCT_OVERRIDE");

  /** What a model can take and does by itself. */
  public record Limits(
      String model, long contextWindow, long maxOutput, ThinkingMode defaultThinking) {}

  /** The variables of requests whose values count as not set, though they are. */
  public static List<String> passedOver(Map<String, String> environment) {
    List<String> names = new ArrayList<>();
    for (String name : NUMBERS) {
      if (Switches.text(environment, name) != null
          && Switches.number(environment, name).isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * The options that an environment asks for: {@code CLAUDE_CODE_MAX_OUTPUT_TOKENS}, {@code
   * MAX_THINKING_TOKENS}, {@code CLAUDE_CODE_DISABLE_THINKING}, {@code DISABLE_PROMPT_CACHING} and
   * its forms for one family of models, {@code ENABLE_PROMPT_CACHING_1H}, {@code
   * FORCE_PROMPT_CACHING_5M}, {@code CLAUDE_CODE_EFFORT_LEVEL}, {@code CLAUDE_CODE_EXTRA_BODY}.
   *
   * @param thinking what a flag asks for, or {@code null}; it goes before the environment
   * @param effort the level that flags and settings ask for, or {@code null}; the environment's
   *     goes first
   * @throws ProblemException when {@code CLAUDE_CODE_EXTRA_BODY} is not a JSON object
   */
  public static RequestOptions of(
      Map<String, String> environment,
      Limits limits,
      @Nullable ThinkingMode thinking,
      @Nullable String effort,
      @Nullable String userId) {
    OptionalLong wanted = Switches.number(environment, "CLAUDE_CODE_MAX_OUTPUT_TOKENS");
    long most = Math.max(1, limits.maxOutput());
    long maxTokens =
        wanted.isPresent() && wanted.getAsLong() > 0
            ? Math.min(wanted.getAsLong(), most)
            : Math.min(DEFAULT_MAX_TOKENS, most);
    return new RequestOptions(
        limits.model(),
        limits.contextWindow(),
        maxTokens,
        thinking == null ? thinking(environment, limits) : thinking,
        cache(environment, limits.model()),
        effort(environment, effort),
        userId,
        extraBody(environment));
  }

  private static ThinkingMode thinking(Map<String, String> environment, Limits limits) {
    if (Switches.on(environment, "CLAUDE_CODE_DISABLE_THINKING")) {
      return new ThinkingMode.Disabled();
    }
    OptionalLong budget = Switches.number(environment, "MAX_THINKING_TOKENS");
    if (budget.isEmpty()) {
      return limits.defaultThinking();
    }
    return budget.getAsLong() == 0
        ? new ThinkingMode.Disabled()
        : new ThinkingMode.Budget(budget.getAsLong());
  }

  private static CachePolicy cache(Map<String, String> environment, String model) {
    if (Switches.on(environment, "DISABLE_PROMPT_CACHING")) {
      return CachePolicy.OFF;
    }
    for (String family : new String[] {"FABLE", "HAIKU", "OPUS", "SONNET"}) {
      if (model.contains(family.toLowerCase(Locale.ROOT))
          && Switches.on(environment, "DISABLE_PROMPT_CACHING_" + family)) {
        return CachePolicy.OFF;
      }
    }
    return Switches.on(environment, "ENABLE_PROMPT_CACHING_1H")
            && !Switches.on(environment, "FORCE_PROMPT_CACHING_5M")
        ? CachePolicy.ONE_HOUR
        : CachePolicy.FIVE_MINUTES;
  }

  private static @Nullable String effort(Map<String, String> environment, @Nullable String asked) {
    String level = Switches.text(environment, "CLAUDE_CODE_EFFORT_LEVEL");
    if (level == null) {
      return asked;
    }
    return level.equals("auto") || level.equals("unset") ? null : level;
  }

  private static Json.Obj extraBody(Map<String, String> environment) {
    String text = Switches.text(environment, "CLAUDE_CODE_EXTRA_BODY");
    if (text == null) {
      return Json.Obj.EMPTY;
    }
    try {
      return JsonReader.readObject(text);
    } catch (JsonException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "CLAUDE_CODE_EXTRA_BODY is not a JSON object: " + e.getMessage(),
              "Set it to an object such as {\"top_k\": 5}, or unset it."),
          e);
    }
  }
}
