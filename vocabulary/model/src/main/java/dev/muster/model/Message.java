package dev.muster.model;

import java.util.List;

/** One message of a conversation: who speaks, and the blocks that they say. */
public record Message(Role role, List<ContentBlock> content) {
  public Message {
    content = List.copyOf(content);
  }

  /** A message of the user that is one text. */
  public static Message user(String text) {
    return new Message(Role.USER, List.of(new ContentBlock.Text(text)));
  }
}
