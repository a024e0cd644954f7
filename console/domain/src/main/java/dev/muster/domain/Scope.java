package dev.muster.domain;

/** Whose spending a cap bounds. */
public sealed interface Scope {

  /** The id of the thing that is bounded, unique among things of its kind. */
  String id();

  /** The word for this kind of scope in stores and APIs. */
  default String kind() {
    return switch (this) {
      case Organisation organisation -> "organization";
      case Workspace workspace -> "workspace";
      case Member member -> "user";
      case Key key -> "api_key";
    };
  }

  /**
   * The scope of that kind and id.
   *
   * @throws IllegalArgumentException when there is no such kind
   */
  static Scope of(String kind, String id) {
    return switch (kind) {
      case "organization" -> new Organisation(id);
      case "workspace" -> new Workspace(id);
      case "user" -> new Member(id);
      case "api_key" -> new Key(id);
      default ->
          throw new IllegalArgumentException(
              "no scope \"" + kind + "\"; there are organization, workspace, user and api_key");
    };
  }

  /** Everything that an organisation spends. */
  record Organisation(String id) implements Scope {}

  /** Everything that is spent in a workspace. */
  record Workspace(String id) implements Scope {}

  /** Everything that a member's keys spend. */
  record Member(String id) implements Scope {}

  /** Everything that one key spends. */
  record Key(String id) implements Scope {}
}
