package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster console member}: adds, lists and removes members. */
@Command(
    name = "member",
    description = "Adds, lists and removes members.",
    footer = {
      "",
      "Examples:",
      "  muster console member add --email ada@acme.example --role developer",
      "  muster console member remove user_..."
    })
final class MemberCommand extends Group {

  private static final String PATH = Paths.ORGANIZATIONS + "/users";

  MemberCommand(Surroundings surroundings) {
    super(new Add(surroundings), new Listing(surroundings), new Remove(surroundings));
  }

  /** Adds one. */
  @Command(name = "add", description = "Adds a member.")
  static final class Add extends Remote {
    @Option(names = "--email", required = true, paramLabel = "EMAIL", description = "Address.")
    String email = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Name (the address).")
    @Nullable String name;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "user, claude_code_user, developer or billing (${DEFAULT-VALUE}).")
    String role = "user";

    Add(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj added =
          console()
              .post(
                  Paths.CONSOLE + "/users",
                  Json.Obj.builder()
                      .put("email", email)
                      .put("name", name)
                      .put("role", role)
                      .build());
      return print(added, "Added " + email + ", " + text(added, "id") + "\n");
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "Lists members.")
  static final class Listing extends Remote {
    Listing(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      List<Json.Obj> all = all(console(), PATH, "");
      Table table = new Table("ID", "EMAIL", "NAME", "ROLE", "ADDED");
      for (Json.Obj one : all) {
        table.row(
            text(one, "id"),
            text(one, "email"),
            text(one, "name"),
            text(one, "role"),
            text(one, "added_at"));
      }
      return print(data(all), table.text());
    }
  }

  /** Removes one. */
  @Command(
      name = "remove",
      description = "Removes a member: their keys are no longer in force; their usage stays.")
  static final class Remove extends Remote {
    @Parameters(paramLabel = "MEMBER", description = "The id.")
    String member = "";

    Remove(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj removed = console().delete(PATH + "/" + encoded(member));
      return print(removed, "Removed the member " + member + "\n");
    }
  }
}
