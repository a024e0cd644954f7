package dev.muster.web;

import dev.muster.domain.AdminKeys.AdminKey;
import dev.muster.domain.ApiKey;
import dev.muster.domain.Cap;
import dev.muster.domain.Caps.Standing;
import dev.muster.domain.Member;
import dev.muster.domain.Organisation;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Scope;
import dev.muster.domain.Workspace;
import dev.muster.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the Admin API as JSON.
 *
 * <p>Source of names and members: Anthropic's Admin API, November 2026. Members that it has none of
 * are our own and named so in docs/gateway.md.
 */
final class Shapes {

  private Shapes() {}

  static Json.Obj organisation(Organisation organisation) {
    return Json.Obj.builder()
        .put("id", organisation.id())
        .put("type", "organization")
        .put("name", organisation.name())
        .build();
  }

  static Json.Obj member(Member member) {
    return Json.Obj.builder()
        .put("id", member.id())
        .put("type", "user")
        .put("email", member.email())
        .put("name", member.name())
        .put("role", member.role().word())
        .put("added_at", member.addedAt().toString())
        .build();
  }

  static Json.Obj workspace(Workspace workspace) {
    return time(
            Json.Obj.builder()
                .put("id", workspace.id())
                .put("type", "workspace")
                .put("name", workspace.name())
                .put("created_at", workspace.createdAt().toString()),
            "archived_at",
            workspace.archivedAt())
        .put("display_color", "#6C5BB9")
        .putNull("data_residency")
        .put("rate_limits", limits(workspace.limits()))
        .build();
  }

  static Json.Obj key(ApiKey key, Instant now) {
    String type = key.workspace() == null ? "organization" : "workspace";
    Json.Builder scope = Json.Obj.builder().put("type", type);
    if (key.workspace() != null) {
      scope.put("workspace_id", key.workspace());
    }
    Json.Builder out =
        Json.Obj.builder()
            .put("id", key.id())
            .put("type", "api_key")
            .put("name", key.name())
            .put("status", status(key, now))
            .put("created_at", key.createdAt().toString());
    if (key.member() == null) {
      out.putNull("created_by");
    } else {
      out.put("created_by", Json.Obj.builder().put("id", key.member()).put("type", "user").build());
    }
    time(out, "expires_at", key.expiresAt())
        .put("partial_key_hint", key.hint())
        .put("scope", scope.build());
    text(out, "workspace_id", key.workspace());
    if (!key.models().all()) {
      out.put("models", Json.strings(List.copyOf(new TreeSet<>(key.models().names()))));
    }
    return out.put("rate_limits", limits(key.limits())).build();
  }

  static String status(ApiKey key, Instant now) {
    boolean expired = key.expiresAt() != null && !now.isBefore(key.expiresAt());
    return switch (key.status()) {
      case ACTIVE -> expired ? "expired" : "active";
      case INACTIVE -> "inactive";
      case ARCHIVED -> "archived";
    };
  }

  static Json.Obj adminKey(AdminKey key) {
    return time(
            Json.Obj.builder()
                .put("id", key.id())
                .put("type", "admin_key")
                .put("name", key.name())
                .put("role", key.role().word())
                .put("partial_key_hint", key.hint())
                .put("created_at", key.createdAt().toString()),
            "revoked_at",
            key.revokedAt())
        .build();
  }

  static Json.Obj scope(Scope scope) {
    Json.Builder out = Json.Obj.builder().put("type", scope.kind());
    return switch (scope) {
      case Scope.Organisation organisation -> out.build();
      case Scope.Workspace(String id) -> out.put("workspace_id", id).build();
      case Scope.Member(String id) -> out.put("user_id", id).build();
      case Scope.Key(String id) -> out.put("api_key_id", id).build();
    };
  }

  static Json.Obj cap(Standing standing) {
    Cap cap = standing.cap();
    Json.Builder out =
        Json.Obj.builder()
            .put("id", cap.id())
            .put("type", "spend_limit")
            .put("created_at", standing.createdAt().toString());
    time(out, "updated_at", standing.updatedAt());
    return out.put("scope", scope(cap.scope()))
        .put("amount", Money.cents(cap.amountNanos()))
        .put("currency", "USD")
        .put("period", cap.period().word())
        .put("time_zone", cap.zone().getId())
        .put("is_hard", cap.hard())
        .put("period_to_date_spend", Money.cents(standing.settledNanos()))
        .put("reserved", Money.cents(standing.reservedNanos()))
        .put("resets_at", standing.window().end().toString())
        .build();
  }

  private static Json limits(RateLimits.Limit limit) {
    Json.Builder out = Json.Obj.builder();
    limit(out, "requests_per_minute", limit.requests());
    limit(out, "input_tokens_per_minute", limit.inputTokens());
    limit(out, "output_tokens_per_minute", limit.outputTokens());
    limit(out, "concurrent_requests", limit.concurrent());
    return out.build();
  }

  private static void limit(Json.Builder out, String name, long value) {
    if (value != RateLimits.Limit.UNLIMITED) {
      out.put(name, value);
    }
  }

  /** Sets a time, or null. */
  static Json.Builder time(Json.Builder out, String name, @Nullable Instant time) {
    return text(out, name, time == null ? null : time.toString());
  }

  /** Sets a text, or null. */
  static Json.Builder text(Json.Builder out, String name, @Nullable String text) {
    return text == null ? out.putNull(name) : out.put(name, text);
  }
}
