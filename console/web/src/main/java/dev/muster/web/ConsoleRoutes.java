package dev.muster.web;

import dev.muster.api.ErrorType;
import dev.muster.api.Paths;
import dev.muster.domain.AdminKeys;
import dev.muster.domain.LedgerCheck;
import dev.muster.domain.Member;
import dev.muster.domain.Organisation;
import dev.muster.domain.Permission;
import dev.muster.domain.UsageReports.Entry;
import dev.muster.json.Json;
import java.util.List;
import java.util.Locale;

/** What the Admin API has no shape for: the first organisation, the ledger's proof, upkeep. */
final class ConsoleRoutes {

  private final Services services;

  ConsoleRoutes(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    String root = Paths.CONSOLE;
    return List.of(
        Route.get(
            root + "/status",
            Permission.READ_DIRECTORY,
            c -> Reply.ok(services.operations().status())),
        Route.get(root + "/routes", Permission.READ_DIRECTORY, this::all),
        Route.get(
            Paths.METRICS,
            Permission.READ_USAGE,
            c -> Reply.figures(services.operations().metrics())),
        Route.post(root + "/organizations", Permission.OPERATE, this::initialise),
        Route.get(root + "/ledger/verification", Permission.READ_LEDGER, this::verify),
        Route.get(root + "/ledger/requests/{id}", Permission.READ_LEDGER, this::entries),
        Route.post(root + "/backups", Permission.OPERATE, this::backup));
  }

  /** Every route with what it takes, for those who check or explore them. */
  private Reply all(Call call) {
    List<Json> routes =
        services.routes().stream()
            .<Json>map(route ->
                Json.Obj.builder()
                    .put("method", route.method())
                    .put("path", route.pattern())
                    .put("permission", route.permission().name().toLowerCase(Locale.ROOT))
                    .build())
            .toList();
    return Reply.ok(Json.Obj.builder().put("data", routes).build());
  }

  private Reply initialise(Call call) {
    Body body = Body.of(call, "name", "admin_email");
    String name = OrganisationRoutes.name(body.need("name"));
    String email = OrganisationRoutes.email(body.need("admin_email"));
    List<Organisation> present = services.directory().organisations();
    if (!present.isEmpty()) {
      throw new Refusal(
          ErrorType.CONFLICT,
          "there is an organisation already: \"" + present.getFirst().name() + "\"");
    }
    Organisation made = services.directory().addOrganisation(name);
    Member admin = services.directory().addMember(made.id(), email, email, Member.Role.ADMIN);
    AdminKeys.Made key = services.adminKeys().add(made.id(), "first", Member.Role.ADMIN);
    return Reply.ok(
        Json.Obj.builder()
            .put("organization", Shapes.organisation(made))
            .put("user", Shapes.member(admin))
            .put("admin_key", KeyRoutes.shown(key))
            .build());
  }

  private Reply verify(Call call) {
    LedgerCheck.Report found = services.check().verify();
    return Reply.ok(
        Json.Obj.builder()
            .put("type", "ledger_verification")
            .put("balances", found.balances())
            .put("rows", found.rows())
            .put("chains", found.chains())
            .put("windows", found.windows())
            .put("total_nanos", found.nanos())
            .put("findings", Json.strings(found.findings()))
            .build());
  }

  /** Why the numbers of one request are what they are. */
  private Reply entries(Call call) {
    String id = call.part("id");
    List<Entry> entries = services.reports().entries(call.organisation(), id);
    if (entries.isEmpty()) {
      throw Refusal.absent("booked request", id);
    }
    return Reply.ok(
        Json.Obj.builder()
            .put("data", entries.stream().map(ConsoleRoutes::entry).toList())
            .build());
  }

  private static Json entry(Entry entry) {
    Json.Builder out =
        Json.Obj.builder()
            .put("type", "ledger_entry")
            .put("chain", entry.chain())
            .put("place", entry.place())
            .put("at", entry.at().toString())
            .put("request_id", entry.requestId())
            .put("kind", entry.kind())
            .put("model", entry.model())
            .put("upstream", entry.upstream())
            .put("api_key_id", entry.key());
    Shapes.text(out, "workspace_id", entry.workspace());
    Shapes.text(out, "user_id", entry.member());
    return out.put("bound_nanos", entry.boundNanos())
        .put("charged_nanos", entry.nanos())
        .put("why", entry.why())
        .build();
  }

  private Reply backup(Call call) {
    Body body = Body.of(call, "file");
    return Reply.ok(services.operations().backup(body.need("file")));
  }
}
