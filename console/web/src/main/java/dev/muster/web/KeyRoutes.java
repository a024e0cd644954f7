package dev.muster.web;

import dev.muster.api.ErrorType;
import dev.muster.api.Paths;
import dev.muster.domain.AdminKeys;
import dev.muster.domain.ApiKey;
import dev.muster.domain.Directory;
import dev.muster.domain.Member;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.Permission;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Workspace;
import dev.muster.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys: reading and changing them in the Admin API's shapes; making them, for which it has none, on
 * paths of our own.
 */
final class KeyRoutes {

  private final Directory directory;
  private final AdminKeys adminKeys;
  private final InstantSource clock;

  KeyRoutes(Services services) {
    this.directory = services.directory();
    this.adminKeys = services.adminKeys();
    this.clock = services.clock();
  }

  List<Route> routes() {
    String root = Paths.ORGANIZATIONS + "/api_keys";
    String admin = Paths.CONSOLE + "/admin_keys";
    return List.of(
        Route.get(root, Permission.READ_KEYS, this::keys),
        Route.get(root + "/{id}", Permission.READ_KEYS, c -> Reply.ok(shape(key(c)))),
        Route.post(root + "/{id}", Permission.MANAGE_KEYS, this::changeKey),
        Route.post(Paths.CONSOLE + "/api_keys", Permission.MANAGE_KEYS, this::addKey),
        Route.get(admin, Permission.MANAGE_ADMIN_KEYS, this::adminKeys),
        Route.post(admin, Permission.MANAGE_ADMIN_KEYS, this::addAdminKey),
        Route.delete(admin + "/{id}", Permission.MANAGE_ADMIN_KEYS, this::revokeAdminKey));
  }

  private Json.Obj shape(ApiKey key) {
    return Shapes.key(key, clock.instant());
  }

  private Reply keys(Call call) {
    Query query = call.query();
    Optional<String> status = query.text("status");
    Optional<String> workspace = query.text("workspace_id");
    Optional<String> creator = query.text("created_by_user_id");
    Instant now = clock.instant();
    List<ApiKey> keys =
        directory.keys(call.organisation()).stream()
            .filter(k -> status.isEmpty() || status.get().equals(Shapes.status(k, now)))
            .filter(k -> workspace.isEmpty() || workspace.get().equals(k.workspace()))
            .filter(k -> creator.isEmpty() || creator.get().equals(k.member()))
            .toList();
    return Reply.ok(Page.byId(query, keys, ApiKey::id, this::shape));
  }

  private ApiKey key(Call call) {
    return key(directory, call, call.part("id"));
  }

  /** A key of the caller's organisation. */
  static ApiKey key(Directory directory, Call call, String id) {
    return directory
        .key(id)
        .filter(k -> k.organisation().equals(call.organisation()))
        .orElseThrow(() -> Refusal.absent("API key", id));
  }

  private Reply changeKey(Call call) {
    Body body = Body.of(call, "name", "status");
    ApiKey key = key(call);
    ApiKey.Status status =
        body.text("status")
            .map(word ->
                switch (word) {
                  case "active" -> ApiKey.Status.ACTIVE;
                  case "inactive" -> ApiKey.Status.INACTIVE;
                  case "archived" -> ApiKey.Status.ARCHIVED;
                  default -> throw Refusal.invalid("status: must be active, inactive or archived");
                })
            .orElse(key.status());
    if (key.status() == ApiKey.Status.ARCHIVED && status != ApiKey.Status.ARCHIVED) {
      throw new Refusal(ErrorType.CONFLICT, "a key that is archived stays so; make a new one");
    }
    String name = OrganisationRoutes.name(body.text("name").orElse(key.name()));
    return Reply.ok(shape(directory.changeKey(key.id(), name, status)));
  }

  private Reply addKey(Call call) {
    Body body =
        Body.of(call, "name", "workspace_id", "user_id", "expires_at", "models", "rate_limits");
    @Nullable String workspace =
        body.text("workspace_id").map(id -> workspace(call, id)).orElse(null);
    @Nullable String member = body.text("user_id").map(id -> member(call, id)).orElse(null);
    List<String> models = body.texts("models");
    ApiKey.Made made =
        directory.addKey(
            new ApiKey.Wanted(
                call.organisation(),
                workspace,
                member,
                OrganisationRoutes.name(body.need("name")),
                body.text("expires_at").map(this::future).orElse(null),
                body.has("models")
                    ? ModelAccess.only(Set.copyOf(models))
                    : ModelAccess.everything(),
                Limits.of(body, RateLimits.Limit.NONE)));
    return Reply.ok(shape(made.key()).with("key", Json.of(made.secret().reveal())));
  }

  private String workspace(Call call, String idOrName) {
    Workspace workspace = OrganisationRoutes.workspace(directory, call, idOrName);
    if (workspace.archivedAt() != null) {
      throw new Refusal(ErrorType.CONFLICT, "the workspace is archived");
    }
    return workspace.id();
  }

  private String member(Call call, String idOrEmail) {
    return member(directory, call, idOrEmail).id();
  }

  /** A member of the caller's organisation, by id or e-mail address. */
  static Member member(Directory directory, Call call, String idOrEmail) {
    return directory.members(call.organisation()).stream()
        .filter(m -> m.id().equals(idOrEmail) || m.email().equalsIgnoreCase(idOrEmail))
        .findFirst()
        .orElseThrow(() -> Refusal.absent("user", idOrEmail));
  }

  private Instant future(String text) {
    Instant time;
    try {
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refusal.invalid("expires_at: must be a time such as 2027-01-01T00:00:00Z");
    }
    if (!time.isAfter(clock.instant())) {
      throw Refusal.invalid("expires_at: is past");
    }
    return time;
  }

  private Reply adminKeys(Call call) {
    return Reply.ok(
        Page.byId(
            call.query(),
            adminKeys.all(call.organisation()),
            AdminKeys.AdminKey::id,
            Shapes::adminKey));
  }

  private Reply addAdminKey(Call call) {
    Body body = Body.of(call, "name", "role");
    Member.Role role = Member.Role.of(body.text("role").orElse("admin"));
    OrganisationRoutes.mayGrant(call, role);
    AdminKeys.Made made =
        adminKeys.add(call.organisation(), OrganisationRoutes.name(body.need("name")), role);
    return Reply.ok(shown(made));
  }

  /** A new key with its secret, the only time that it is shown. */
  static Json.Obj shown(AdminKeys.Made made) {
    return Shapes.adminKey(made.key()).with("key", Json.of(made.secret().reveal()));
  }

  private Reply revokeAdminKey(Call call) {
    String id = call.part("id");
    if (!adminKeys.revoke(call.organisation(), id)) {
      throw Refusal.absent("admin key", id);
    }
    return Reply.ok(Json.Obj.builder().put("id", id).put("type", "admin_key_deleted").build());
  }
}
