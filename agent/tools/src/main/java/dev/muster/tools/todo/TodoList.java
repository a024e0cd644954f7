package dev.muster.tools.todo;

import java.util.List;

/** The model's list of work in one session. Safe for use by several threads. */
public final class TodoList {

  /** How far an item is. */
  public enum Status {
    PENDING("pending"),
    IN_PROGRESS("in_progress"),
    COMPLETED("completed");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    /** The name in the tool's input. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * One thing to do.
   *
   * @param content what to do
   * @param activeForm the same while it is being done
   */
  public record Item(String content, Status status, String activeForm) {}

  private volatile List<Item> items = List.of();

  /** The list as it stands. */
  public List<Item> items() {
    return items;
  }

  /** Replaces the list and returns the one before. */
  public synchronized List<Item> replace(List<Item> fresh) {
    List<Item> before = items;
    items = List.copyOf(fresh);
    return before;
  }
}
