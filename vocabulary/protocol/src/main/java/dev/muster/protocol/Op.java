package dev.muster.protocol;

import dev.muster.model.ContentBlock;
import java.util.List;

/** What a turn of the model begins with. */
public sealed interface Op {

  /** Somebody says something. */
  record UserTurn(List<ContentBlock> content) implements Op {
    public UserTurn {
      content = List.copyOf(content);
    }
  }

  /** Nobody says anything: the model goes on with what happened meanwhile, which it is told. */
  record News() implements Op {}
}
