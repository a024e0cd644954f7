package dev.muster.server.command;

import dev.muster.api.Paths;
import dev.muster.json.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster console workspace}: makes, lists and archives workspaces. */
@Command(
    name = "workspace",
    description = "Makes, lists and archives workspaces.",
    footer = {
      "",
      "Examples:",
      "  muster console workspace create --name engineering",
      "  muster console workspace list --archived",
      "  muster console workspace archive engineering"
    })
final class WorkspaceCommand extends Group {

  private static final String PATH = Paths.ORGANIZATIONS + "/workspaces";

  WorkspaceCommand(Surroundings surroundings) {
    super(new Create(surroundings), new Listing(surroundings), new Archive(surroundings));
  }

  /** Makes one. */
  @Command(name = "create", description = "Makes a workspace.")
  static final class Create extends Remote {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name.")
    String name = "";

    Create(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      Json.Obj made = console().post(PATH, Json.Obj.builder().put("name", name).build());
      return print(made, "Made the workspace \"" + name + "\", " + text(made, "id") + "\n");
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "Lists workspaces.")
  static final class Listing extends Remote {
    @Option(names = "--archived", description = "Archived ones too.")
    boolean archived;

    Listing(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      List<Json.Obj> all = all(console(), PATH, "&include_archived=" + archived);
      Table table = new Table("ID", "NAME", "CREATED", "ARCHIVED");
      for (Json.Obj one : all) {
        table.row(
            text(one, "id"), text(one, "name"), text(one, "created_at"), text(one, "archived_at"));
      }
      return print(data(all), table.text());
    }
  }

  /** Archives one. */
  @Command(
      name = "archive",
      description = "Archives a workspace: its keys are no longer in force, for good.")
  static final class Archive extends Remote {
    @Parameters(paramLabel = "WORKSPACE", description = "Its id or name.")
    String workspace = "";

    Archive(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      ConsoleClient console = console();
      Json.Obj archived =
          console.post(PATH + "/" + encoded(workspace) + "/archive", Json.Obj.EMPTY);
      return print(archived, "Archived the workspace \"" + text(archived, "name") + "\"\n");
    }
  }
}
