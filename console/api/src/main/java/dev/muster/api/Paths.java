package dev.muster.api;

/** The beginnings of the console's paths. */
public final class Paths {

  /** Administration in the shapes of Anthropic's Admin API. */
  public static final String ORGANIZATIONS = "/v1/organizations";

  /** Administration that the Admin API has no shape for. */
  public static final String CONSOLE = "/console/v1";

  /** Whether the process lives. */
  public static final String LIVE = "/health/live";

  /** Whether requests would be admitted. */
  public static final String READY = "/health/ready";

  /** Figures in Prometheus' text format. */
  public static final String METRICS = "/metrics";

  private Paths() {}
}
