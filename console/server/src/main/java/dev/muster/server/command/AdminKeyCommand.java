package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster console admin-key}: keys for the Admin API and for {@code --url}. */
@Command(
    name = "admin-key",
    description = "Makes, lists and revokes keys for administration.",
    footer = {
      "",
      "Examples:",
      "  muster console admin-key create --name reports --role billing",
      "  muster console admin-key revoke adminkey_..."
    })
final class AdminKeyCommand extends Group {

  private static final String PATH = Paths.CONSOLE + "/admin_keys";

  AdminKeyCommand(Surroundings surroundings) {
    super(new Create(surroundings), new Listing(surroundings), new Revoke(surroundings));
  }

  /** Makes one. */
  @Command(name = "create", description = "Makes a key. It is shown once and kept nowhere.")
  static final class Create extends Remote {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "admin, billing or developer (${DEFAULT-VALUE}).")
    String role = "admin";

    Create(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj made =
          console().post(PATH, Json.Obj.builder().put("name", name).put("role", role).build());
      return print(
          made,
          "Made the administrator's key \""
              + name
              + "\", "
              + text(made, "id")
              + ". Shown this once:\n\n  "
              + text(made, "key")
              + "\n");
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "Lists keys for administration.")
  static final class Listing extends Remote {
    Listing(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      List<Json.Obj> all = all(console(), PATH, "");
      Table table = new Table("ID", "NAME", "ROLE", "KEY", "CREATED", "REVOKED");
      for (Json.Obj one : all) {
        table.row(
            text(one, "id"),
            text(one, "name"),
            text(one, "role"),
            text(one, "partial_key_hint"),
            text(one, "created_at"),
            text(one, "revoked_at"));
      }
      return print(data(all), table.text());
    }
  }

  /** Revokes one. */
  @Command(name = "revoke", description = "Revokes a key for administration, at once.")
  static final class Revoke extends Remote {
    @Parameters(paramLabel = "KEY", description = "Its id.")
    String key = "";

    Revoke(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj revoked = console().delete(PATH + "/" + encoded(key));
      return print(revoked, "Revoked the administrator's key " + key + "\n");
    }
  }
}
