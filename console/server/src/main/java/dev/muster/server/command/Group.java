package dev.muster.server.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only groups others; by itself it prints its help. */
abstract class Group implements Callable<Integer> {

  private final List<Object> members;

  @Spec @Nullable CommandSpec spec;

  Group(Object... members) {
    this.members = List.of(members);
  }

  /** This group as picocli sees it, with its members below it. */
  CommandLine line() {
    CommandLine line = new CommandLine(this);
    for (Object member : members) {
      line.addSubcommand(member instanceof Group group ? group.line() : member);
    }
    return line;
  }

  @Override
  public Integer call() {
    CommandSpec known = spec;
    if (known != null) {
      known.commandLine().usage(known.commandLine().getErr());
    }
    return CommandLine.ExitCode.USAGE;
  }
}
