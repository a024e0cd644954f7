package dev.muster.pricing;

import dev.muster.model.CachePolicy;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What policy and price need to know of a request's body, which itself stays as it is.
 *
 * @param model {@code null} where the body names none
 * @param stream whether the answer is to be streamed
 * @param maxTokens empty where the body does not say it as a number
 * @param prompt the most tokens that one reading of the prompt can be
 * @param rounds how often the provider may read the prompt anew: more than once where it runs tools
 *     itself or makes the context shorter
 * @param searches the most web searches that the provider may run
 * @param containers the most hours of code execution that it may charge
 * @param cache the dearest cache lifetime that is asked for
 * @param advisors further models that the provider may ask, with the body's own names for them
 * @param countable whether the provider's count would be of all that the model reads
 * @param members the body's members, in order
 */
public record RawRequest(
    @Nullable String model,
    boolean stream,
    OptionalLong maxTokens,
    PromptBound prompt,
    int rounds,
    long searches,
    long containers,
    CachePolicy cache,
    @Nullable String speed,
    @Nullable String serviceTier,
    @Nullable String inferenceGeo,
    List<String> advisors,
    boolean countable,
    List<Member> members) {
  public RawRequest {
    advisors = List.copyOf(advisors);
    members = List.copyOf(members);
  }

  /** The same with another {@code maxTokens}. */
  public RawRequest withMaxTokens(long tokens) {
    return new RawRequest(
        model,
        stream,
        OptionalLong.of(tokens),
        prompt,
        rounds,
        searches,
        containers,
        cache,
        speed,
        serviceTier,
        inferenceGeo,
        advisors,
        countable,
        members);
  }

  /**
   * Where a member stands in the body: from its name's first quote to the end of its value.
   *
   * @param to the first byte after it
   */
  public record Member(String name, int from, int to) {}

  /** What became of reading a body. */
  public sealed interface Reading {

    /** It is a request. */
    record Read(RawRequest request) implements Reading {}

    /**
     * It is none, or one that another reader might read otherwise.
     *
     * @param why a sentence for whoever sent it, without any of the body's values
     */
    record Refused(String why) implements Reading {}
  }
}
