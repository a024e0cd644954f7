package dev.muster.gateway;

import dev.muster.domain.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Keys by which requests to AWS are signed.
 *
 * @param sessionToken of temporary keys; {@code null} for lasting ones
 */
public record AwsKeys(String accessKeyId, Secret secretAccessKey, @Nullable Secret sessionToken) {

  /** Where keys come from, so that temporary ones can be renewed; must not block. */
  @FunctionalInterface
  public interface Source {
    /** The keys that hold now. */
    AwsKeys now();
  }
}
