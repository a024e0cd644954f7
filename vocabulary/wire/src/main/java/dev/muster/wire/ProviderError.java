package dev.muster.wire;

import dev.muster.model.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said when it did not answer.
 *
 * @param message one line without control characters, at most {@link ErrorDecoder#MAX_MESSAGE}
 *     characters
 * @param status the HTTP status, or the one that an error event stands for; {@code null} when
 *     neither is known
 * @param requestId the provider's id of the request where the body told it, or {@code null}
 */
public record ProviderError(
    FailureKind kind, String message, @Nullable Integer status, @Nullable String requestId) {}
