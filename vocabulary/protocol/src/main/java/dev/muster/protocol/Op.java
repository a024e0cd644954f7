package dev.muster.protocol;

import dev.muster.model.ContentBlock;
import java.util.List;

/** What a face asks of the agent. */
public sealed interface Op {

  /** Say something to the model and let it work until it is done. */
  record UserTurn(List<ContentBlock> content) implements Op {
    public UserTurn {
      content = List.copyOf(content);
    }
  }

  /** Work in another mode from now on. */
  record SetMode(PermissionMode mode) implements Op {}

  /** Ask another model from now on. */
  record SetModel(String model) implements Op {}

  /** Replace what came so far by a summary. */
  record Compact(String instructions) implements Op {}
}
