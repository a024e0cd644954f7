package dev.muster.web;

import dev.muster.api.Paths;
import dev.muster.domain.Cap;
import dev.muster.domain.Caps;
import dev.muster.domain.Caps.Standing;
import dev.muster.domain.Directory;
import dev.muster.domain.Member;
import dev.muster.domain.Period;
import dev.muster.domain.Permission;
import dev.muster.domain.Scope;
import dev.muster.domain.UsageReports;
import dev.muster.domain.Window;
import dev.muster.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Spend limits in the Admin API's shapes. A POST sets the limit of a scope and period, in place of
 * the one that it had. Our own members beside the documented ones: {@code time_zone}, {@code
 * is_hard}, {@code period_to_date_spend}, {@code reserved}, {@code resets_at}.
 */
final class LimitRoutes {

  private static final int MOST = 100;

  private final Directory directory;
  private final Caps caps;
  private final UsageReports reports;
  private final InstantSource clock;

  LimitRoutes(Services services) {
    this.directory = services.directory();
    this.caps = services.caps();
    this.reports = services.reports();
    this.clock = services.clock();
  }

  List<Route> routes() {
    String root = Paths.ORGANIZATIONS + "/spend_limits";
    return List.of(
        Route.get(root, Permission.READ_LIMITS, this::limits),
        Route.post(root, Permission.MANAGE_LIMITS, this::set),
        Route.get(root + "/effective", Permission.READ_LIMITS, this::effective),
        Route.get(root + "/{id}", Permission.READ_LIMITS, c -> Reply.ok(Shapes.cap(standing(c)))),
        Route.delete(root + "/{id}", Permission.MANAGE_LIMITS, this::remove));
  }

  private Reply limits(Call call) {
    Query query = call.query();
    List<String> kinds = query.texts("scope_type");
    List<Standing> standings =
        caps.standings(call.organisation()).stream()
            .filter(s -> kinds.isEmpty() || kinds.contains(s.cap().scope().kind()))
            .toList();
    return Reply.ok(
        Page.byCursor(query, standings, query.whole("limit", MOST, 1, 1_000), Shapes::cap));
  }

  private Standing standing(Call call) {
    return standing(call, call.part("id"));
  }

  private Standing standing(Call call, String id) {
    return caps.standings(call.organisation()).stream()
        .filter(s -> s.cap().id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.absent("spend limit", id));
  }

  private Reply set(Call call) {
    Body body = Body.of(call, "scope", "amount", "currency", "period", "time_zone", "is_hard");
    if (!body.text("currency").orElse("USD").equals("USD")) {
      throw Refusal.invalid("currency: must be USD");
    }
    Cap cap =
        caps.set(
            call.organisation(),
            new Caps.Wanted(
                scope(call, body.object("scope")),
                Money.nanos("amount", body.need("amount")),
                Period.of(body.need("period")),
                zone(body.text("time_zone")),
                body.flag("is_hard").orElse(true)));
    return Reply.ok(Shapes.cap(standing(call, cap.id())));
  }

  private Scope scope(Call call, Json.Obj json) {
    String kind = json.string("type").orElse("");
    return switch (kind) {
      case "organization" -> new Scope.Organisation(call.organisation());
      case "workspace" ->
          new Scope.Workspace(
              OrganisationRoutes.workspace(directory, call, id(json, "workspace_id")).id());
      case "user" -> new Scope.Member(KeyRoutes.member(directory, call, id(json, "user_id")).id());
      case "api_key" -> new Scope.Key(KeyRoutes.key(directory, call, id(json, "api_key_id")).id());
      default ->
          throw Refusal.invalid("scope.type: must be organization, workspace, user or api_key");
    };
  }

  private static String id(Json.Obj scope, String name) {
    return scope.string(name).orElseThrow(() -> Refusal.invalid("scope." + name + ": is needed"));
  }

  private static ZoneId zone(Optional<String> name) {
    try {
      ZoneId zone = ZoneId.of(name.orElse("UTC"));
      // The database knows that zone by its name alone.
      return zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    } catch (DateTimeException e) {
      throw Refusal.invalid(
          "time_zone: must be a time zone such as Europe/Berlin, not \"" + name.orElse("") + "\"");
    }
  }

  private Reply remove(Call call) {
    Cap cap = standing(call).cap();
    caps.remove(cap.id());
    return Reply.ok(
        Json.Obj.builder().put("id", cap.id()).put("type", "spend_limit_deleted").build());
  }

  /** Who is bounded by what: every limit in force, and every member without one of their own. */
  private Reply effective(Call call) {
    List<Member> members = directory.members(call.organisation());
    List<String> users = call.query().texts("user_ids");
    List<Standing> standings = caps.standings(call.organisation());
    List<Json> rows = new ArrayList<>();
    for (Standing standing : standings) {
      Scope scope = standing.cap().scope();
      if (users.isEmpty() || (scope instanceof Scope.Member m && users.contains(m.id()))) {
        rows.add(bounded(standing, members));
      }
    }
    Map<String, Long> spent = spentThisMonth(call);
    for (Member member : members) {
      Scope scope = new Scope.Member(member.id());
      boolean bounded = standings.stream().anyMatch(s -> s.cap().scope().equals(scope));
      if (!bounded && (users.isEmpty() || users.contains(member.id()))) {
        rows.add(unbounded(member, spent.getOrDefault(member.id(), 0L)));
      }
    }
    int limit = call.query().whole("limit", MOST, 1, 1_000);
    return Reply.ok(Page.byCursor(call.query(), rows, limit, Function.identity()));
  }

  private Map<String, Long> spentThisMonth(Call call) {
    Instant now = clock.instant();
    Window month = Period.MONTHLY.around(now, ZoneOffset.UTC);
    Map<String, Long> spent = new HashMap<>();
    for (UsageReports.Row row :
        reports.usage(
            new UsageReports.Query(
                call.organisation(),
                month.start(),
                month.end(),
                UsageReports.Width.DAY,
                Set.of(UsageReports.Dimension.MEMBER),
                Map.of()))) {
      String member = row.by().get(UsageReports.Dimension.MEMBER);
      if (member != null) {
        spent.merge(member, row.totals().cost().total(), Math::addExact);
      }
    }
    return spent;
  }

  private static Json bounded(Standing standing, List<Member> members) {
    Cap cap = standing.cap();
    Json.Builder out = Json.Obj.builder().put("scope", Shapes.scope(cap.scope()));
    Optional<Member> member =
        members.stream()
            .filter(m -> cap.scope() instanceof Scope.Member s && s.id().equals(m.id()))
            .findFirst();
    return out.put("groups", List.of())
        .put("actor", member.<Json>map(LimitRoutes::actor).orElse(Json.NULL))
        .put("amount", Money.cents(cap.amountNanos()))
        .put("currency", "USD")
        .put("period", cap.period().word())
        .put("source", Json.Obj.builder().put("type", cap.scope().kind()).build())
        .put("spend_limit_id", cap.id())
        .put("period_to_date_spend", Money.cents(standing.settledNanos()))
        .build();
  }

  private static Json unbounded(Member member, long spentNanos) {
    return Json.Obj.builder()
        .put("scope", Shapes.scope(new Scope.Member(member.id())))
        .put("groups", List.of())
        .put("actor", actor(member))
        .putNull("amount")
        .put("currency", "USD")
        .put("period", Period.MONTHLY.word())
        .putNull("source")
        .putNull("spend_limit_id")
        .put("period_to_date_spend", Money.cents(spentNanos))
        .build();
  }

  private static Json actor(Member member) {
    return Json.Obj.builder()
        .put("type", "user_actor")
        .put("user_id", member.id())
        .put("name", member.name())
        .put("email_address", member.email())
        .put("deleted", false)
        .build();
  }
}
