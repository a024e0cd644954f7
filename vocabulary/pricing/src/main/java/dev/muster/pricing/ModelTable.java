package dev.muster.pricing;

/**
 * What is known of models: ids, aliases, windows and prices, as the vendor publishes them (August
 * to November 2026).
 *
 * <p>Nothing but data. It is a text in a class because every start needs it, and a file of its own
 * would take longer to find in the jar than to read.
 */
final class ModelTable {

  /**
   * A line a fact.
   *
   * <ul>
   *   <li>{@code model id window longWindow maxOutput imageTokens regionalPercent name}: a plain
   *       name gets {@code window}; the suffix {@code [1m]} gets {@code longWindow}, which is also
   *       the most that the provider takes; one image is at most {@code imageTokens}; a request
   *       that must stay in a region costs {@code regionalPercent} of the rates
   *   <li>{@code alias name}: a short name of the model above
   *   <li>{@code spelling id}: another id of the model above
   *   <li>{@code rates from promptFrom input cacheWrite5m cacheWrite1h cacheRead output}: prices in
   *       nano-dollars a token, which is US dollars a million tokens times 1000. A day's prices are
   *       the rows of the latest {@code from}; of these, the row of the greatest {@code promptFrom}
   *       that the whole prompt reaches holds for every token
   *   <li>{@code fast percent}: what the fast speed of the model above costs, of the rates
   *   <li>{@code same alias otherAlias}: one alias that stands for another
   *   <li>{@code search nanos}: one web search; {@code batch percent}: a batch, of the rates
   * </ul>
   */
  static final String TEXT =
      """
      model claude-fable-5-1 1000000 1000000 128000 4784 110 Claude Fable 5.1
        alias fable
        rates 2024-01-01 0 10000 12500 20000 250 50000
      model claude-mythos-5-1 1000000 1000000 128000 4784 110 Claude Mythos 5.1
        rates 2024-01-01 0 10000 12500 20000 250 50000
      model claude-fable-5 1000000 1000000 128000 4784 110 Claude Fable 5
        rates 2024-01-01 0 10000 12500 20000 1000 50000
      model claude-mythos-5 1000000 1000000 128000 4784 110 Claude Mythos 5
        rates 2024-01-01 0 10000 12500 20000 1000 50000
      model claude-opus-5-5 1000000 1000000 128000 4784 110 Claude Opus 5.5
        fast 200
        alias opus
        rates 2024-01-01 0 4000 5000 8000 200 20000
      model claude-opus-5 1000000 1000000 128000 4784 110 Claude Opus 5
        fast 200
        rates 2024-01-01 0 5000 6250 10000 500 25000
      model claude-opus-4-8 200000 1000000 128000 4784 110 Claude Opus 4.8
        fast 200
        rates 2024-01-01 0 5000 6250 10000 500 25000
      model claude-opus-4-7 200000 1000000 128000 4784 110 Claude Opus 4.7
        rates 2024-01-01 0 5000 6250 10000 500 25000
      model claude-opus-4-6 200000 1000000 128000 1600 110 Claude Opus 4.6
        rates 2024-01-01 0 5000 6250 10000 500 25000
      model claude-opus-4-5 200000 200000 64000 1600 100 Claude Opus 4.5
        rates 2024-01-01 0 5000 6250 10000 500 25000
      model claude-opus-4-1 200000 200000 32000 1600 100 Claude Opus 4.1
        rates 2024-01-01 0 15000 18750 30000 1500 75000
      model claude-opus-4 200000 200000 32000 1600 100 Claude Opus 4
        spelling claude-opus-4-0
        rates 2024-01-01 0 15000 18750 30000 1500 75000
      model claude-sonnet-5-5 1000000 1000000 128000 4784 110 Claude Sonnet 5.5
        alias sonnet
        rates 2024-01-01 0 2000 2500 4000 200 10000
        rates 2026-10-07 0 2000 2500 4000 100 10000
      model claude-sonnet-5 1000000 1000000 128000 4784 110 Claude Sonnet 5
        rates 2024-01-01 0 2000 2500 4000 200 10000
      model claude-sonnet-4-6 200000 1000000 128000 1600 110 Claude Sonnet 4.6
        rates 2024-01-01 0 3000 3750 6000 300 15000
      model claude-sonnet-4-5 200000 1000000 64000 1600 100 Claude Sonnet 4.5
        rates 2024-01-01 0 3000 3750 6000 300 15000
        rates 2024-01-01 200001 6000 7500 12000 600 22500
      model claude-sonnet-4 200000 1000000 64000 1600 100 Claude Sonnet 4
        spelling claude-sonnet-4-0
        rates 2024-01-01 0 3000 3750 6000 300 15000
        rates 2024-01-01 200001 6000 7500 12000 600 22500
      model claude-haiku-5-5 1000000 1000000 128000 4784 110 Claude Haiku 5.5
        alias haiku
        rates 2024-01-01 0 100 125 200 10 500
        rates 2024-01-01 100001 500 625 1000 50 2500
      model claude-haiku-4-5 200000 200000 64000 1600 100 Claude Haiku 4.5
        rates 2024-01-01 0 1000 1250 2000 100 5000
      model claude-haiku-3-5 200000 200000 8192 1600 100 Claude Haiku 3.5
        spelling claude-3-5-haiku
        rates 2024-01-01 0 800 1000 1600 80 4000
      same default sonnet
      same opusplan sonnet
      same best opus
      search 10000000
      batch 50
      """;

  private ModelTable() {}
}
