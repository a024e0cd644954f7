package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.node.Node;
import java.util.ArrayList;
import java.util.List;

/** The bodies of the models' endpoints. Stateless. */
final class Models {

  private Models() {}

  static Node.Obj list(List<String> ids) {
    List<Node> data = new ArrayList<>();
    for (String id : ids) {
      data.add(one(id));
    }
    return Node.obj(
        "data",
        data,
        "has_more",
        false,
        "first_id",
        ids.isEmpty() ? null : ids.getFirst(),
        "last_id",
        ids.isEmpty() ? null : ids.getLast());
  }

  static Node.Obj one(String id) {
    return Node.obj(
        "type",
        "model",
        "id",
        id,
        "display_name",
        id,
        "created_at",
        "2026-01-01T00:00:00Z",
        "max_input_tokens",
        200_000,
        "max_tokens",
        64_000);
  }
}
