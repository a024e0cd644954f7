package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.model.FailureKind;
import dev.muster.model.Usage;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.Event;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.SessionInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of stream-json, one method for each kind; field for field as observed of Claude Code
 * 2.1.197. The result is made by {@link ResultMessage}.
 */
final class Messages {

  private final Supplier<String> uuids;
  private String sessionId;

  Messages(Supplier<String> uuids) {
    this.uuids = uuids;
    this.sessionId = uuids.get();
  }

  /** Stamps all messages from now on with that session. */
  void session(String id) {
    sessionId = id;
  }

  Json.Obj init(SessionInfo session) {
    return system("init")
        .put("cwd", session.folder().toString())
        .put("session_id", sessionId)
        .put("tools", Json.strings(session.tools()))
        .put("mcp_servers", List.of())
        .put("model", session.model())
        .put("permissionMode", session.mode().wireName())
        .put("slash_commands", List.of())
        .put("apiKeySource", session.apiKeySource())
        .put("claude_code_version", session.version())
        .put("output_style", "default")
        .put("agents", List.of())
        .put("skills", List.of())
        .put("plugins", List.of())
        .put("capabilities", Json.strings(List.of("interrupt_receipt_v1")))
        .put("analytics_disabled", true)
        .put("product_feedback_disabled", true)
        .put("memory_paths", Json.Obj.EMPTY)
        .put("fast_mode_state", "off")
        .put("uuid", uuids.get())
        .build();
  }

  Json.Obj assistant(Event.AssistantBlock block) {
    Json.Obj message =
        Json.Obj.builder()
            .put("id", block.messageId())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", block.model())
            .put("content", List.of(Blocks.encode(block.block())))
            .putNull("stop_reason")
            .putNull("stop_sequence")
            .put("usage", blockUsage(block.usage()))
            .putNull("context_management")
            .build();
    return finish(
        Json.Obj.builder()
            .put("type", "assistant")
            .put("message", message)
            .putNull("parent_tool_use_id"),
        Json.Obj.builder().put("request_id", block.requestId()));
  }

  /** A message in the model's place that tells why the model did not answer. */
  Json.Obj synthetic(String text, String stopReason, String error) {
    Json.Obj message =
        Json.Obj.builder()
            .put("id", uuids.get())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", "<synthetic>")
            .put(
                "content",
                List.of(Json.Obj.builder().put("type", "text").put("text", text).build()))
            .put("stop_reason", stopReason)
            .put("stop_sequence", "")
            .put("usage", blockUsage(Usage.NONE))
            .putNull("context_management")
            .build();
    return finish(
        Json.Obj.builder()
            .put("type", "assistant")
            .put("message", message)
            .putNull("parent_tool_use_id"),
        Json.Obj.builder().put("error", error));
  }

  Json.Obj toolResult(Event.CallFinished call) {
    boolean failed = call.outcome().isError();
    Json content = Blocks.toolContent(call.outcome().content());
    Json.Builder block =
        Json.Obj.builder()
            .put("tool_use_id", call.call().id())
            .put("type", "tool_result")
            .put("content", content);
    // Only Bash says so of a success; the file tools leave the field out.
    if (failed || call.call().name().equals("Bash")) {
      block.put("is_error", failed);
    }
    Json detail = call.outcome().detail();
    if (detail == null && failed) {
      detail = Json.of("Error: " + (content instanceof Json.Str(String text) ? text : "failed"));
    }
    return user(new Json.Arr(List.of(block.build())), null, call.at(), "tool_use_result", detail);
  }

  /** What stands in the user's place after an interruption. */
  Json.Obj interruption(boolean duringTools, Instant at) {
    String text = duringTools ? "[Interrupted during a tool call]" : "[Interrupted]";
    Json.Obj block = Json.Obj.builder().put("type", "text").put("text", text).build();
    return user(new Json.Arr(List.of(block)), null, at, "", null);
  }

  Json.Obj replay(UserMessage message, Instant at) {
    return user(message.raw(), message.uuid(), at, "isReplay", new Json.Bool(true));
  }

  Json.Obj streamEvent(Event.ModelStreamed event) {
    Json.Builder after = Json.Obj.builder();
    if (event.sinceRequest() != null) {
      after.put("ttft_ms", event.sinceRequest().toMillis());
    }
    return finish(
        Json.Obj.builder()
            .put("type", "stream_event")
            .put("event", event.raw())
            .putNull("parent_tool_use_id"),
        after);
  }

  Json.Obj requesting() {
    return finish(system("status").put("status", "requesting"));
  }

  Json.Obj modeChanged(PermissionMode mode) {
    return finish(system("status").putNull("status").put("permissionMode", mode.wireName()));
  }

  Json.Obj retry(Event.Retrying retry) {
    Integer status = retry.status();
    return finish(
        system("api_retry")
            .put("attempt", retry.attempt())
            .put("max_retries", retry.maxRetries())
            .put("retry_delay_ms", retry.delay().toMillis())
            .put("error_status", status == null ? Json.NULL : Json.of(status))
            .put("error", errorName(retry.kind())));
  }

  Json.Obj fallback(Event.ModelSwitched event) {
    return finish(
        system("model_fallback")
            .put("trigger", event.reason())
            .put("original_model", event.from())
            .put("fallback_model", event.to())
            .put("content", event.to() + " takes over from " + event.from()));
  }

  Json.Obj compacted(Event.Compacted event) {
    Json.Obj metadata =
        Json.Obj.builder()
            .put("trigger", event.automatic() ? "auto" : "manual")
            .put("pre_tokens", event.tokensBefore())
            .build();
    return finish(system("compact_boundary").put("compact_metadata", metadata));
  }

  Json.Obj taskStarted(BackgroundTask task) {
    return finish(
        system("task_started")
            .put("task_id", task.id())
            .put("tool_use_id", task.toolUseId())
            .put("description", task.description())
            .put("task_type", "local_bash"));
  }

  Json.Obj taskUpdated(BackgroundTask task) {
    Json.Builder patch =
        Json.Obj.builder()
            .put(
                "status",
                switch (task.status()) {
                  case RUNNING -> "running";
                  case COMPLETED -> "completed";
                  case FAILED -> "failed";
                  case KILLED -> "killed";
                });
    if (task.endedAt() != null) {
      patch.put("end_time", task.endedAt().toEpochMilli());
    }
    return finish(system("task_updated").put("task_id", task.id()).put("patch", patch.build()));
  }

  Json.Obj taskNotification(BackgroundTask task) {
    String status =
        switch (task.status()) {
          case RUNNING -> "running";
          case COMPLETED -> "completed";
          case FAILED -> "failed";
          case KILLED -> "stopped";
        };
    Integer code = task.exitCode();
    String summary = task.description() + ": " + status + (code == null ? "" : " (" + code + ")");
    return finish(
        system("task_notification")
            .put("task_id", task.id())
            .put("tool_use_id", task.toolUseId())
            .put("status", status)
            .put("output_file", task.outputFile().toString())
            .put("summary", summary));
  }

  /** The name by which the Agent SDK knows a kind of failure. */
  static String errorName(FailureKind kind) {
    return switch (kind) {
      case NO_CREDENTIAL, AUTHENTICATION, PERMISSION -> "authentication_failed";
      case BILLING -> "billing_error";
      case INVALID_REQUEST, PROMPT_TOO_LONG, REQUEST_TOO_LARGE -> "invalid_request";
      case NOT_FOUND -> "model_not_found";
      case RATE_LIMIT -> "rate_limit";
      case OVERLOADED -> "overloaded";
      case SERVER_ERROR -> "server_error";
      case TIMEOUT, NETWORK, UNREACHABLE -> "unknown";
    };
  }

  /** The builder with the session and a new id at its end. */
  Json.Obj finish(Json.Builder message) {
    return message.put("session_id", sessionId).put("uuid", uuids.get()).build();
  }

  private Json.Obj finish(Json.Builder message, Json.Builder after) {
    message.put("session_id", sessionId).put("uuid", uuids.get());
    for (Map.Entry<String, Json> member : after.build().members().entrySet()) {
      message.put(member.getKey(), member.getValue());
    }
    return message.build();
  }

  private Json.Obj user(
      Json content, @Nullable String uuid, Instant at, String lastName, @Nullable Json last) {
    Json.Obj message = Json.Obj.builder().put("role", "user").put("content", content).build();
    return Json.Obj.builder()
        .put("type", "user")
        .put("message", message)
        .putNull("parent_tool_use_id")
        .put("session_id", sessionId)
        .put("uuid", uuid == null ? uuids.get() : uuid)
        .put("timestamp", timestamp(at))
        .put(lastName, last)
        .build();
  }

  /** ISO 8601 in UTC with three digits of milliseconds, always. */
  static String timestamp(Instant at) {
    String text = Instant.ofEpochMilli(at.toEpochMilli()).toString();
    return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
  }

  private static Json.Builder system(String subtype) {
    return Json.Obj.builder().put("type", "system").put("subtype", subtype);
  }

  private static Json.Obj blockUsage(Usage usage) {
    return Json.Obj.builder()
        .put("input_tokens", usage.input())
        .put("output_tokens", usage.output())
        .put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
        .put("cache_read_input_tokens", usage.cacheRead())
        .build();
  }
}
