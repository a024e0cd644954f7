package dev.muster.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was used and what it cost, as the ledger holds it. Blocks; throws {@link StoreException}
 * when the store is away.
 *
 * <p>Source of dimensions and bucket widths: Anthropic's Admin API, usage and cost reports.
 */
public interface UsageReports {

  /**
   * Sums of an organisation's usage by buckets of time (UTC); a bucket without usage is left out.
   *
   * @throws IllegalArgumentException when the times are no multiple of the width
   */
  List<Row> usage(Query query);

  /** How long a bucket is. */
  enum Width {
    /** A minute. */
    MINUTE,
    /** An hour. */
    HOUR,
    /** A day. */
    DAY
  }

  /** What sums can be told apart by. */
  enum Dimension {
    /** The key's id. */
    API_KEY,
    /** The workspace's id; absent for the default workspace. */
    WORKSPACE,
    /** The member's id; absent for keys that belong to no person. */
    MEMBER,
    /** The model as it is priced. */
    MODEL,
    /** What the provider reported, else {@code standard}. */
    SERVICE_TIER,
    /** {@code 0-200k} or {@code 200k-1M}, by the whole prompt. */
    CONTEXT_WINDOW,
    /** What the provider reported, else {@code not_available}. */
    INFERENCE_GEO,
    /** {@code fast}, else {@code standard}. */
    SPEED
  }

  /**
   * What is asked for.
   *
   * @param from the first moment, a multiple of the width in UTC
   * @param to the first moment after it, likewise
   * @param groupBy what to tell apart
   * @param only values that alone count, by dimension; a dimension without an entry is not filtered
   */
  record Query(
      String organisation,
      Instant from,
      Instant to,
      Width width,
      Set<Dimension> groupBy,
      Map<Dimension, Set<String>> only) {
    public Query {
      groupBy = Set.copyOf(groupBy);
      only = Map.copyOf(only);
    }
  }

  /**
   * One sum.
   *
   * @param by the values of the dimensions asked for; a dimension that is absent has no entry
   */
  record Row(Instant bucket, Map<Dimension, String> by, Totals totals) {}

  /**
   * What was used and what it cost.
   *
   * @param requests requests that were booked
   * @param atLeast of these the ones charged by a bound
   */
  record Totals(
      long requests,
      long atLeast,
      long input,
      long output,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      long webSearches,
      Cost cost) {}

  /** The booked rows of one request, the first first; empty when there is none. */
  List<Entry> entries(String organisation, String requestId);

  /**
   * One booked row.
   *
   * @param chain whose chain of hashes it stands in, with its place there
   * @param kind {@code exact}, {@code at_least} or {@code correction}
   * @param why how the number came about
   */
  record Entry(
      String chain,
      long place,
      Instant at,
      String requestId,
      String kind,
      String model,
      String upstream,
      String key,
      @Nullable String workspace,
      @Nullable String member,
      long boundNanos,
      long nanos,
      String why) {}
}
