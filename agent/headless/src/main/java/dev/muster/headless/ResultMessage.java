package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.model.FailureKind;
import dev.muster.model.StopReason;
import dev.muster.model.ToolCall;
import dev.muster.model.Usage;
import dev.muster.protocol.Problem;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code result} message, in its two shapes: an answer (or a failure of the model, which
 * carries its text where the answer would be), and a turn that a limit or a fault ended, with
 * {@code errors}.
 */
final class ResultMessage {

  private ResultMessage() {}

  /**
   * Moments of a turn, each since it began and {@code null} where it never came.
   *
   * @param toRequest the first request left
   * @param toStream the first stream event or block came
   */
  record Moments(@Nullable Duration toRequest, @Nullable Duration toStream) {}

  /** The result, without the session and the id. */
  static Json.Builder of(TurnResult result, Moments moments) {
    Json.Builder message = Json.Obj.builder().put("type", "result");
    String subtype = subtype(result.end());
    message.put("subtype", subtype);
    if (subtype.equals("success")) {
      answer(message, result, moments);
    } else {
      message
          .put("duration_ms", result.duration().toMillis())
          .put("duration_api_ms", result.modelDuration().toMillis())
          .put("is_error", true)
          .put("num_turns", result.turns());
    }
    putOrNull(message, "stop_reason", stopReason(result));
    message
        .put("total_cost_usd", dollars(result.costNanos()))
        .put("usage", usage(result.usage()))
        .put("modelUsage", modelUsage(result.byModel()))
        .put("permission_denials", denials(result.denials()))
        .put("terminal_reason", terminalReason(result.end()))
        .put("fast_mode_state", "off");
    switch (result.end()) {
      case End.Completed(String text, Json structured) ->
          message.put("structured_output", structured);
      case End.ModelFailed _, End.Refused _, End.OutputLimit _ -> {}
      case End.MaxTurns _,
          End.MaxBudget _,
          End.MaxStructuredRetries _,
          End.Interrupted _,
          End.Broke _ ->
          message.put("errors", Json.strings(List.of(text(result.end()))));
    }
    return message;
  }

  /** What a turn came to, in words: the answer, or why there is none. */
  static String text(End end) {
    return switch (end) {
      case End.Completed(String text, Json structured) ->
          structured == null ? text : JsonWriter.write(structured);
      case End.ModelFailed(FailureKind kind, String message, Integer status) -> {
        if (kind == FailureKind.NO_CREDENTIAL) {
          yield message;
        }
        yield "API Error: " + (status == null ? "" : status + " ") + message;
      }
      case End.Refused(String text) ->
          "API Error: the model declined to answer" + (text.isBlank() ? "" : ": " + text);
      case End.OutputLimit _ ->
          "API Error: the answer reached the output limit again and again; see"
              + " CLAUDE_CODE_MAX_OUTPUT_TOKENS";
      case End.MaxTurns(int limit) ->
          "Stopped at the limit of " + limit + (limit == 1 ? " turn" : " turns") + " (--max-turns)";
      case End.MaxBudget(long limitNanos, long cutAt) ->
          "Stopped at the spending limit of $"
              + dollars(limitNanos).literal()
              + " (--max-budget-usd)"
              + (cutAt == 0
                  ? ""
                  : "; the last answer was cut off at "
                      + cutAt
                      + " output tokens, since the limit had no room for more");
      case End.MaxStructuredRetries(int attempts) ->
          "No answer matched the JSON schema in " + attempts + " attempts (--json-schema)";
      case End.Interrupted(boolean duringTools) ->
          duringTools ? "Interrupted during a tool call" : "Interrupted";
      case End.Broke(Problem problem) ->
          problem.hint().isEmpty() ? problem.what() : problem.what() + ". " + problem.hint();
    };
  }

  /** A turn that never ran. */
  static TurnResult nothing(End end) {
    return new TurnResult(
        end,
        0,
        Duration.ZERO,
        Duration.ZERO,
        null,
        0,
        false,
        Usage.NONE,
        Map.of(),
        List.of(),
        null);
  }

  /** Whether the model is what failed, so that its place is taken by a message of ours. */
  static @Nullable String modelError(End end) {
    return switch (end) {
      case End.ModelFailed f -> Messages.errorName(f.kind());
      case End.Refused _ -> "invalid_request";
      case End.OutputLimit o -> "max_output_tokens";
      case End.Completed _,
          End.MaxTurns _,
          End.MaxBudget _,
          End.MaxStructuredRetries _,
          End.Interrupted _,
          End.Broke _ ->
          null;
    };
  }

  /** Nano-dollars as exact dollars; by hand, since BigDecimal costs milliseconds to load. */
  static Json.Num dollars(long nanos) {
    String digits = Long.toString(Math.abs(nanos));
    String padded = "0".repeat(Math.max(0, 10 - digits.length())) + digits;
    int point = padded.length() - 9;
    int end = padded.length();
    while (end > point && padded.charAt(end - 1) == '0') {
      end--;
    }
    String sign = nanos < 0 ? "-" : "";
    String fraction = end == point ? "" : "." + padded.substring(point, end);
    return new Json.Num(sign + padded.substring(0, point) + fraction);
  }

  static @Nullable String stopReason(TurnResult result) {
    StopReason last = result.lastStop();
    return switch (result.end()) {
      case End.ModelFailed f -> "stop_sequence";
      case End.Refused _ -> "refusal";
      case End.Completed _,
          End.OutputLimit _,
          End.MaxTurns _,
          End.MaxBudget _,
          End.MaxStructuredRetries _,
          End.Interrupted _,
          End.Broke _ ->
          last == null ? null : last.wireName();
    };
  }

  private static void answer(Json.Builder message, TurnResult result, Moments moments) {
    Integer status = result.end() instanceof End.ModelFailed f ? f.status() : null;
    message
        .put("is_error", !(result.end() instanceof End.Completed))
        .put("api_error_status", status == null ? Json.NULL : Json.of(status))
        .put("duration_ms", result.duration().toMillis())
        .put("duration_api_ms", result.modelDuration().toMillis())
        .put("ttft_ms", millis(result.timeToFirstToken()))
        .put("ttft_stream_ms", millis(moments.toStream()))
        .put("time_to_request_ms", millis(moments.toRequest()))
        .put("num_turns", result.turns())
        .put("result", text(result.end()));
  }

  private static String subtype(End end) {
    return switch (end) {
      case End.Completed _, End.ModelFailed _, End.Refused _, End.OutputLimit _ -> "success";
      case End.MaxTurns _ -> "error_max_turns";
      case End.MaxBudget _ -> "error_max_budget_usd";
      case End.MaxStructuredRetries _ -> "error_max_structured_output_retries";
      case End.Interrupted _, End.Broke _ -> "error_during_execution";
    };
  }

  private static @Nullable String terminalReason(End end) {
    return switch (end) {
      case End.Completed _, End.ModelFailed _, End.Refused _, End.OutputLimit _ -> "completed";
      case End.MaxTurns _ -> "max_turns";
      case End.Interrupted(boolean tools) -> tools ? "aborted_tools" : "aborted_streaming";
      case End.MaxBudget _, End.MaxStructuredRetries _, End.Broke _ -> null;
    };
  }

  private static void putOrNull(Json.Builder message, String name, @Nullable String value) {
    message.put(name, value == null ? Json.NULL : Json.of(value));
  }

  private static @Nullable Json millis(@Nullable Duration duration) {
    return duration == null ? null : Json.of(duration.toMillis());
  }

  private static Json.Obj usage(Usage usage) {
    return Json.Obj.builder()
        .put("input_tokens", usage.input())
        .put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
        .put("cache_read_input_tokens", usage.cacheRead())
        .put("output_tokens", usage.output())
        .put(
            "server_tool_use",
            Json.Obj.builder()
                .put("web_search_requests", usage.webSearches())
                .put("web_fetch_requests", usage.webFetches())
                .build())
        .put("service_tier", usage.serviceTier() == null ? "standard" : usage.serviceTier())
        .put(
            "cache_creation",
            Json.Obj.builder()
                .put("ephemeral_1h_input_tokens", usage.cacheWrite1h())
                .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
                .build())
        .put("inference_geo", usage.inferenceGeo() == null ? "" : usage.inferenceGeo())
        .put("iterations", List.of())
        .put("speed", "standard")
        .build();
  }

  private static Json.Obj modelUsage(Map<String, TurnResult.ModelShare> byModel) {
    Json.Builder models = Json.Obj.builder();
    for (Map.Entry<String, TurnResult.ModelShare> entry : new TreeMap<>(byModel).entrySet()) {
      TurnResult.ModelShare share = entry.getValue();
      Usage usage = share.usage();
      models.put(
          entry.getKey(),
          Json.Obj.builder()
              .put("inputTokens", usage.input())
              .put("outputTokens", usage.output())
              .put("cacheReadInputTokens", usage.cacheRead())
              .put("cacheCreationInputTokens", usage.cacheWrite5m() + usage.cacheWrite1h())
              .put("webSearchRequests", usage.webSearches())
              .put("costUSD", dollars(share.costNanos()))
              .put("contextWindow", share.contextWindow())
              .put("maxOutputTokens", share.maxOutput())
              .build());
    }
    return models.build();
  }

  private static Json.Arr denials(List<ToolCall> denials) {
    List<Json> items = new ArrayList<>(denials.size());
    for (ToolCall call : denials) {
      items.add(
          Json.Obj.builder()
              .put("tool_name", call.name())
              .put("tool_use_id", call.id())
              .put("tool_input", call.input())
              .build());
    }
    return new Json.Arr(items);
  }
}
