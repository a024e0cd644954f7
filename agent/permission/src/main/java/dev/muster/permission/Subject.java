package dev.muster.permission;

import dev.muster.model.ToolCall;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.PathIdentity;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a finding is about. */
public sealed interface Subject {

  /** A whole call, everything that it would do included. */
  record Call(ToolCall call) implements Subject {}

  /** The name of a call's tool and its input, which rules about tools look at. */
  record ToolInput(ToolCall call) implements Subject {}

  /**
   * A text for the shell.
   *
   * @param folder where it would run; {@code null} where that is not certain
   * @param reading what the shell makes of it; {@code null} where it was not read
   */
  record Text(String text, @Nullable Path folder, @Nullable ShellReading reading)
      implements Subject {}

  /**
   * One command of a text, or one that such a command starts.
   *
   * @param deeds what it does; {@code null} where that was not looked at, since a rule had already
   *     forbidden the command or it has no command word
   */
  record Command(ShellCommand command, @Nullable Deeds deeds) implements Subject {}

  /**
   * A file or folder that something is done with.
   *
   * @param written as the command or the tool names it
   * @param identity what it leads to, with every place on the way; {@code null} where that cannot
   *     be found out
   */
  record Place(Access access, String written, @Nullable PathIdentity identity) implements Subject {}

  /** What is done with a file or folder. */
  enum Access {
    READ,
    /** Everything below it is read too. */
    READ_TREE,
    WRITE,
    /** Anything below it may change too. */
    WRITE_TREE,
    REMOVE,
    REMOVE_TREE,
    /** The shell goes on there. */
    ENTER
  }

  /** One side of what the finding above it is about. */
  record Aspect() implements Subject {
    static final Aspect INSTANCE = new Aspect();
  }
}
