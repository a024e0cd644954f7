package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster console limit}: sets, lists and removes spend limits. */
@Command(
    name = "limit",
    description = "Sets, lists and removes spend limits.",
    footer = {
      "",
      "Examples:",
      "  muster console limit set --workspace engineering --amount 100 --period monthly",
      "  muster console limit set --org --amount 5000 --period monthly --zone Europe/Berlin",
      "  muster console limit set --member ada@acme.example --amount 20 --period daily"
          + " --notify-only",
      "  muster console limit list",
      "  muster console limit remove spl_..."
    })
final class LimitCommand extends Group {

  private static final String PATH = Paths.ORGANIZATIONS + "/spend_limits";

  LimitCommand(Surroundings surroundings) {
    super(new Setting(surroundings), new Listing(surroundings), new Remove(surroundings));
  }

  /** Whose spending is bounded. */
  static final class Whose {
    @Option(names = "--org", description = "All that the organisation spends.")
    boolean organisation;

    @Option(names = "--workspace", paramLabel = "W", description = "A workspace: id or name.")
    @Nullable String workspace;

    @Option(names = "--member", paramLabel = "M", description = "A member: id or e-mail address.")
    @Nullable String member;

    @Option(names = "--key", paramLabel = "K", description = "A key: its id.")
    @Nullable String key;

    Json.Obj scope() {
      Json.Builder scope = Json.Obj.builder();
      if (workspace != null) {
        return scope.put("type", "workspace").put("workspace_id", workspace).build();
      }
      if (member != null) {
        return scope.put("type", "user").put("user_id", member).build();
      }
      if (key != null) {
        return scope.put("type", "api_key").put("api_key_id", key).build();
      }
      return scope.put("type", "organization").build();
    }
  }

  /** Sets one. */
  @Command(
      name = "set",
      description = "Sets the limit of a scope and period, in place of the one that it had.")
  static final class Setting extends Remote {
    @ArgGroup(exclusive = true, multiplicity = "1")
    Whose whose = new Whose();

    @Option(
        names = "--amount",
        required = true,
        paramLabel = "DOLLARS",
        description = "The most that may be spent in each period, in US dollars.")
    BigDecimal amount = BigDecimal.ZERO;

    @Option(
        names = "--period",
        required = true,
        paramLabel = "PERIOD",
        description = "daily, weekly or monthly.")
    String period = "";

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "The time zone whose midnights begin a period (UTC).")
    @Nullable String zone;

    @Option(
        names = "--notify-only",
        description = "Only notify when it is reached; refuse nothing.")
    boolean notifyOnly;

    Setting(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      if (amount.signum() < 0) {
        throw new Failure(ExitCode.USAGE, "--amount cannot be negative");
      }
      Json.Obj set =
          console()
              .post(
                  PATH,
                  Json.Obj.builder()
                      .put("scope", whose.scope())
                      .put("amount", amount.movePointRight(2).toPlainString())
                      .put("period", period)
                      .put("time_zone", zone)
                      .put("is_hard", !notifyOnly)
                      .build());
      return print(
          set,
          "Set "
              + dollars(text(set, "amount"))
              + " "
              + text(set, "period")
              + (notifyOnly ? ", to notify only" : ", a hard limit")
              + ": "
              + text(set, "id")
              + "; begins anew at "
              + text(set, "resets_at")
              + "\n");
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "Lists spend limits and how they stand.")
  static final class Listing extends Remote {
    Listing(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      List<Json.Obj> all = allByCursor(console(), PATH, "limit=1000");
      Table table = new Table("ID", "OF", "LIMIT", "PERIOD", "SPENT", "RESERVED", "KIND", "RESETS");
      for (Json.Obj one : all) {
        table.row(
            text(one, "id"),
            scope(one.object("scope").orElse(Json.Obj.EMPTY)),
            dollars(text(one, "amount")),
            text(one, "period"),
            dollars(text(one, "period_to_date_spend")),
            dollars(text(one, "reserved")),
            one.bool("is_hard").orElse(true) ? "hard" : "notify",
            text(one, "resets_at"));
      }
      return print(data(all), table.text());
    }

    private static String scope(Json.Obj scope) {
      String type = text(scope, "type");
      for (String name : List.of("workspace_id", "user_id", "api_key_id")) {
        if (scope.has(name)) {
          return type + " " + text(scope, name);
        }
      }
      return type;
    }
  }

  /** Takes one away. */
  @Command(name = "remove", description = "Takes a spend limit away.")
  static final class Remove extends Remote {
    @Parameters(paramLabel = "LIMIT", description = "Its id.")
    String limit = "";

    Remove(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj removed = console().delete(PATH + "/" + encoded(limit));
      return print(removed, "Removed the spend limit " + limit + "\n");
    }
  }
}
