package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster console key}: makes, lists and revokes keys. */
@Command(
    name = "key",
    description = "Makes, lists and revokes keys.",
    footer = {
      "",
      "Examples:",
      "  muster console key create --workspace engineering --name ci",
      "  muster console key create --workspace engineering --member ada@acme.example --name ada"
          + " --model 'claude-*' --expires 2027-01-01T00:00:00Z",
      "  muster console key list --workspace engineering",
      "  muster console key revoke apikey_..."
    })
final class KeyCommand extends Group {

  private static final String PATH = Paths.ORGANIZATIONS + "/api_keys";

  KeyCommand(Surroundings surroundings) {
    super(new Create(surroundings), new Listing(surroundings), new Revoke(surroundings));
  }

  /** Makes one. */
  @Command(name = "create", description = "Makes a key. It is shown once and kept nowhere.")
  static final class Create extends Remote {
    @Option(names = "--workspace", required = true, paramLabel = "W", description = "Id or name.")
    String workspace = "";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Option(
        names = "--member",
        paramLabel = "M",
        description = "Whose it is: a member's id or e-mail address.")
    @Nullable String member;

    @Option(names = "--expires", paramLabel = "TIME", description = "Until when it is in force.")
    @Nullable String expires;

    @Option(
        names = "--model",
        paramLabel = "PATTERN",
        description =
            "A model that it may use, * at the end for any that begin so; may be repeated.")
    @Nullable List<String> models;

    Create(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      List<String> allowed = models;
      Json.Obj made =
          console()
              .post(
                  Paths.CONSOLE + "/api_keys",
                  Json.Obj.builder()
                      .put("workspace_id", workspace)
                      .put("name", name)
                      .put("user_id", member)
                      .put("expires_at", expires)
                      .put("models", allowed == null ? null : Json.strings(allowed))
                      .build());
      return print(
          made,
          "Made the key \""
              + name
              + "\", "
              + text(made, "id")
              + ". Shown this once:\n\n  "
              + text(made, "key")
              + "\n\nClients use it as ANTHROPIC_API_KEY with ANTHROPIC_BASE_URL="
              + console().url()
              + "\n");
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "Lists keys, never the keys themselves.")
  static final class Listing extends Remote {
    @Option(names = "--workspace", paramLabel = "W", description = "Of this workspace: id or name.")
    @Nullable String workspace;

    Listing(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      ConsoleClient console = console();
      String wanted = workspace;
      String filter = "";
      if (wanted != null) {
        Json.Obj found = console.get(Paths.ORGANIZATIONS + "/workspaces/" + encoded(wanted));
        filter = "&workspace_id=" + encoded(text(found, "id"));
      }
      List<Json.Obj> all = all(console, PATH, filter);
      Table table = new Table("ID", "NAME", "STATUS", "KEY", "WORKSPACE", "CREATED");
      for (Json.Obj one : all) {
        table.row(
            text(one, "id"),
            text(one, "name"),
            text(one, "status"),
            text(one, "partial_key_hint"),
            text(one, "workspace_id"),
            text(one, "created_at"));
      }
      return print(data(all), table.text());
    }
  }

  /** Revokes one. */
  @Command(
      name = "revoke",
      description = "Revokes a key for good; on every replica within one second.")
  static final class Revoke extends Remote {
    @Parameters(paramLabel = "KEY", description = "Its id.")
    String key = "";

    Revoke(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj revoked =
          console()
              .post(
                  PATH + "/" + encoded(key), Json.Obj.builder().put("status", "archived").build());
      return print(revoked, "Revoked the key \"" + text(revoked, "name") + "\"\n");
    }
  }
}
