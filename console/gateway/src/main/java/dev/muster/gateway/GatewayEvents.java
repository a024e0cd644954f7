package dev.muster.gateway;

import dev.muster.domain.Caller;
import dev.muster.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Takes what happens in a gateway, for logs and metrics. Called on event loops: must neither block
 * nor throw. No event holds a credential or anything of what was asked and answered.
 */
@FunctionalInterface
public interface GatewayEvents {

  /** Takes one event. */
  void on(Event event);

  /** Something that happened. */
  sealed interface Event {

    /** The gateway's id of the request, also its {@code request-id}; empty when it has none. */
    String requestId();

    /**
     * A request was answered by the gateway itself.
     *
     * @param caller {@code null} when it was not authenticated
     * @param type the error's type in the Messages API
     * @param why for an operator
     */
    record Refused(String requestId, @Nullable Caller caller, int status, String type, String why)
        implements Event {}

    /** An upstream was asked and did not answer, or with an error; another may be tried. */
    record UpstreamFailed(String requestId, String upstream, int status, String why)
        implements Event {}

    /** An upstream is left alone for a while, or is asked again. */
    record UpstreamHealth(String requestId, String upstream, boolean healthy) implements Event {}

    /**
     * A forwarded request is over and charged.
     *
     * @param upstreamRequestId the provider's id of it, or an empty text
     * @param status what the client was answered
     * @param exact whether the provider told all that was used
     * @param boundNanos what was set aside
     * @param firstByteMicros from the request's arrival to the first byte of the answer's head
     * @param micros until its end
     */
    record Finished(
        String requestId,
        Caller caller,
        String model,
        String upstream,
        String upstreamRequestId,
        int status,
        Usage usage,
        long nanos,
        boolean exact,
        long boundNanos,
        long firstByteMicros,
        long micros,
        String why)
        implements Event {}

    /** A forwarded request came to nothing that is charged. */
    record Released(String requestId, Caller caller, String model, String why) implements Event {}

    /** A charge came out above its bound: the bound was not sound. */
    record AboveBound(String requestId, String model, long nanos, long boundNanos)
        implements Event {}

    /** The ledger failed where it must not. */
    record LedgerFailed(String requestId, String why) implements Event {}
  }
}
