package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster console usage}: what was used and what it cost. */
@Command(
    name = "usage",
    description = "Shows what was used and what it cost, by default this month (UTC).",
    footer = {
      "",
      "Examples:",
      "  muster console usage",
      "  muster console usage --by workspace --from 2026-11-01 --to 2026-11-30",
      "  muster console usage --by key --json"
    })
final class UsageCommand extends Remote {

  /** What sums are told apart by. */
  enum By {
    /** Model. */
    MODEL("model"),
    /** Workspace. */
    WORKSPACE("workspace_id"),
    /** Key. */
    KEY("api_key_id"),
    /** Member. */
    MEMBER("account_id");

    private final String parameter;

    By(String parameter) {
      this.parameter = parameter;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(names = "--from", paramLabel = "DAY", description = "The first day.")
  @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day (today).")
  @Nullable LocalDate to;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  By by = By.MODEL;

  UsageCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    LocalDate today = surroundings().clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate last = to == null ? today : to;
    LocalDate first = from == null ? last.withDayOfMonth(1) : from;
    Json.Obj report =
        console()
            .get(
                Paths.CONSOLE
                    + "/usage?starting_at="
                    + first
                    + "T00:00:00Z&ending_at="
                    + last.plusDays(1)
                    + "T00:00:00Z&group_by="
                    + by.parameter);
    Table table =
        new Table(
            by.toString().toUpperCase(Locale.ROOT),
            "REQUESTS",
            "INPUT",
            "CACHE WRITE",
            "CACHE READ",
            "OUTPUT",
            "COST");
    for (Json item : report.items("data")) {
      row(table, (Json.Obj) item, by.parameter);
    }
    String total = dollars(text(report, "total"));
    return print(report, table.text() + "\n" + first + " to " + last + ": " + total + "\n");
  }

  private static void row(Table table, Json.Obj row, String parameter) {
    String name = text(row, parameter);
    table.row(
        name.isEmpty() ? "(none)" : name,
        count(row, "requests"),
        count(row, "uncached_input_tokens"),
        count(row, "cache_creation_input_tokens"),
        count(row, "cache_read_input_tokens"),
        count(row, "output_tokens"),
        dollars(text(row, "amount")));
  }

  private static String count(Json.Obj row, String name) {
    return String.format(Locale.ROOT, "%,d", row.whole(name).orElse(0));
  }
}
