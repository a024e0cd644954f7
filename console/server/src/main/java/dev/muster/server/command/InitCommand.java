package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster console init}: makes the organisation and its first administrator. */
@Command(
    name = "init",
    description = "Makes the organisation and its first administrator's key, shown once.",
    footer = {"", "Example:", "  muster console init --org \"Acme\" --admin ada@acme.example"})
final class InitCommand extends Remote {

  @Option(names = "--org", required = true, paramLabel = "NAME", description = "Its name.")
  String organisation = "";

  @Option(
      names = "--admin",
      required = true,
      paramLabel = "EMAIL",
      description = "The first administrator's e-mail address.")
  String admin = "";

  InitCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Json.Obj made =
        console()
            .post(
                Paths.CONSOLE + "/organizations",
                Json.Obj.builder().put("name", organisation).put("admin_email", admin).build());
    String key = text(made.object("admin_key").orElse(Json.Obj.EMPTY), "key");
    return print(
        made,
        """
        Made the organisation "%s" with the administrator %s.

        Administrator's key, shown this once:
          %s
        It serves --url and the Admin API; on this machine you need none.

        Next:
          muster console workspace create --name engineering
          muster console limit set --workspace engineering --amount 100 --period monthly
          muster console key create --workspace engineering --name first
        """
            .formatted(organisation, admin, key));
  }
}
