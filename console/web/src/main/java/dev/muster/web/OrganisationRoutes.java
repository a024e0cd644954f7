package dev.muster.web;

import dev.muster.api.ErrorType;
import dev.muster.api.Paths;
import dev.muster.domain.Directory;
import dev.muster.domain.Member;
import dev.muster.domain.Organisation;
import dev.muster.domain.Permission;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Workspace;
import dev.muster.json.Json;
import java.util.List;
import java.util.Optional;

/** The organisation itself, its members and workspaces, in the Admin API's shapes. */
final class OrganisationRoutes {

  private final Directory directory;

  OrganisationRoutes(Directory directory) {
    this.directory = directory;
  }

  List<Route> routes() {
    String root = Paths.ORGANIZATIONS;
    return List.of(
        Route.get(root + "/me", Permission.READ_DIRECTORY, this::me),
        Route.get(root + "/users", Permission.READ_DIRECTORY, this::users),
        Route.get(
            root + "/users/{id}", Permission.READ_DIRECTORY, c -> Reply.ok(Shapes.member(user(c)))),
        Route.post(root + "/users/{id}", Permission.MANAGE_DIRECTORY, this::changeUser),
        Route.delete(root + "/users/{id}", Permission.MANAGE_DIRECTORY, this::removeUser),
        Route.post(Paths.CONSOLE + "/users", Permission.MANAGE_DIRECTORY, this::addUser),
        Route.get(root + "/workspaces", Permission.READ_DIRECTORY, this::workspaces),
        Route.post(root + "/workspaces", Permission.MANAGE_DIRECTORY, this::addWorkspace),
        Route.get(
            root + "/workspaces/{id}",
            Permission.READ_DIRECTORY,
            c -> Reply.ok(Shapes.workspace(workspace(c)))),
        Route.post(root + "/workspaces/{id}", Permission.MANAGE_DIRECTORY, this::changeWorkspace),
        Route.post(
            root + "/workspaces/{id}/archive",
            Permission.MANAGE_DIRECTORY,
            c -> Reply.ok(Shapes.workspace(directory.archiveWorkspace(workspace(c).id())))));
  }

  private Reply me(Call call) {
    String id = call.organisation();
    Organisation mine =
        directory.organisations().stream()
            .filter(o -> o.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Refusal.absent("organisation", id));
    return Reply.ok(Shapes.organisation(mine));
  }

  private Reply users(Call call) {
    Optional<String> email = call.query().text("email");
    List<Member> members =
        directory.members(call.organisation()).stream()
            .filter(m -> email.isEmpty() || m.email().equalsIgnoreCase(email.get()))
            .toList();
    return Reply.ok(Page.byId(call.query(), members, Member::id, Shapes::member));
  }

  private Member user(Call call) {
    String id = call.part("id");
    return directory.members(call.organisation()).stream()
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Refusal.absent("user", id));
  }

  private Reply addUser(Call call) {
    Body body = Body.of(call, "email", "name", "role");
    Member.Role role = assignable(call, body.text("role").orElse("user"));
    String email = email(body.need("email"));
    Member added =
        directory.addMember(call.organisation(), email, body.text("name").orElse(email), role);
    return Reply.ok(Shapes.member(added));
  }

  private Reply changeUser(Call call) {
    Body body = Body.of(call, "role");
    Member member = user(call);
    notAnAdministrator(member);
    return Reply.ok(
        Shapes.member(directory.changeRole(member.id(), assignable(call, body.need("role")))));
  }

  private Reply removeUser(Call call) {
    Member member = user(call);
    notAnAdministrator(member);
    directory.removeMember(member.id());
    return Reply.ok(Json.Obj.builder().put("id", member.id()).put("type", "user_deleted").build());
  }

  private static Member.Role assignable(Call call, String word) {
    Member.Role role = Member.Role.of(word);
    if (role == Member.Role.ADMIN) {
      throw Refusal.invalid("role: admin cannot be assigned here");
    }
    mayGrant(call, role);
    return role;
  }

  /** Refuses a role that may do more than the caller. */
  static void mayGrant(Call call, Member.Role role) {
    if (!call.principal().covers(role)) {
      throw new Refusal(ErrorType.PERMISSION, "role: nobody grants more than they may do");
    }
  }

  private static void notAnAdministrator(Member member) {
    if (member.role() == Member.Role.ADMIN) {
      throw Refusal.invalid("an administrator can neither be changed nor removed here");
    }
  }

  /** Checks that a text can be an address; whether it is one only a mail can tell. */
  static String email(String text) {
    if (!text.matches("[^\\s@]{1,64}@[^\\s@]{1,190}")) {
      throw Refusal.invalid("email: \"" + text + "\" is no e-mail address");
    }
    return text;
  }

  private Reply workspaces(Call call) {
    List<Workspace> all =
        directory.workspaces(call.organisation(), call.query().flag("include_archived"));
    return Reply.ok(Page.byId(call.query(), all, Workspace::id, Shapes::workspace));
  }

  private Workspace workspace(Call call) {
    return workspace(directory, call, call.part("id"));
  }

  /** A workspace of the caller's organisation, by its id or, where that is unique, its name. */
  static Workspace workspace(Directory directory, Call call, String idOrName) {
    List<Workspace> all = directory.workspaces(call.organisation(), true);
    Optional<Workspace> byId = all.stream().filter(w -> w.id().equals(idOrName)).findFirst();
    if (byId.isPresent()) {
      return byId.get();
    }
    List<Workspace> named =
        all.stream().filter(w -> w.name().equals(idOrName) && w.archivedAt() == null).toList();
    if (named.size() != 1) {
      throw Refusal.absent("workspace", idOrName);
    }
    return named.getFirst();
  }

  private Reply addWorkspace(Call call) {
    Body body = Body.of(call, "name", "rate_limits");
    return Reply.ok(
        Shapes.workspace(
            directory.addWorkspace(
                call.organisation(),
                name(body.need("name")),
                Limits.of(body, RateLimits.Limit.NONE))));
  }

  private Reply changeWorkspace(Call call) {
    Body body = Body.of(call, "name", "rate_limits");
    Workspace workspace = workspace(call);
    return Reply.ok(
        Shapes.workspace(
            directory.changeWorkspace(
                workspace.id(),
                name(body.text("name").orElse(workspace.name())),
                Limits.of(body, workspace.limits()))));
  }

  /** Checks a name that people will read. */
  static String name(String text) {
    if (text.isBlank() || text.length() > 100 || text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid("name: must be 1 to 100 characters on one line");
    }
    return text.strip();
  }
}
