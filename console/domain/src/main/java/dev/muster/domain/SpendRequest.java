package dev.muster.domain;

import org.jspecify.annotations.Nullable;

/**
 * A request for leave to spend.
 *
 * @param requestId the gateway's id of the model request; stands in the usage row
 * @param model as it is priced
 * @param upstream the name of the upstream that is asked first; where another one answered, the
 *     usage row names that
 * @param boundNanos the most that it can cost, in nano-dollars
 * @param boundWhy how the bound came about; stands in the usage row when the bound is charged
 * @param speed the request's speed where it asks for one
 */
public record SpendRequest(
    String requestId,
    Caller caller,
    String model,
    String upstream,
    long boundNanos,
    String boundWhy,
    @Nullable String speed) {

  public SpendRequest {
    if (boundNanos < 0) {
      throw new IllegalArgumentException("a bound cannot be negative");
    }
    requestId = StoredText.of(requestId);
    model = StoredText.of(model);
    upstream = StoredText.of(upstream);
    boundWhy = StoredText.of(boundWhy);
    speed = StoredText.ofNullable(speed);
  }

  /** One that asks for no particular speed. */
  public SpendRequest(
      String requestId,
      Caller caller,
      String model,
      String upstream,
      long boundNanos,
      String boundWhy) {
    this(requestId, caller, model, upstream, boundNanos, boundWhy, null);
  }
}
