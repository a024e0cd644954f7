package dev.muster.permission.program;

import dev.muster.permission.program.Arguments.Given;
import dev.muster.permission.program.Option.Takes;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of {@code tar}, its first word without a dash included. */
final class TarCommand {
  private final Arguments parsed;
  private final Outcome outcome;
  private boolean several;
  private @Nullable Word folder;
  private @Nullable Word archive;

  private TarCommand(Arguments parsed, Outcome outcome) {
    this.parsed = parsed;
    this.outcome = outcome;
  }

  static void judge(Profile profile, Call call, Outcome outcome) {
    List<Word> arguments = withDashes(profile, call.arguments(), outcome);
    Arguments parsed = Arguments.parse(List.of(profile), arguments);
    if (parsed.problem() != null) {
      outcome.unknown(parsed.problem());
    } else {
      new TarCommand(parsed, outcome).read();
    }
  }

  /** A first word of letters is a cluster of options, whose values follow in order. */
  private static List<Word> withDashes(Profile profile, List<Word> arguments, Outcome outcome) {
    String first = arguments.isEmpty() ? "-" : Words.literal(arguments.getFirst());
    if (first == null) {
      outcome.unknown("The first word of tar is not known");
      return List.of();
    }
    if (first.startsWith("-")) {
      return arguments;
    }
    List<Word> words = new ArrayList<>();
    int next = 1;
    for (int i = 0; i < first.length(); i++) {
      String name = "-".concat(String.valueOf(first.charAt(i)));
      words.add(Words.of(name));
      Option option = profile.options().get(name);
      boolean takes = option != null && option.takes() == Takes.NEXT;
      if (takes && next < arguments.size()) {
        words.add(arguments.get(next++));
      }
    }
    words.addAll(arguments.subList(Math.min(next, arguments.size()), arguments.size()));
    return words;
  }

  private boolean has(String... names) {
    for (String name : names) {
      if (parsed.has(name, null)) {
        return true;
      }
    }
    return false;
  }

  private void read() {
    for (Given given : parsed.options()) {
      option(given);
    }
    boolean lists = has("-t", "--list", "-d", "--diff", "--compare");
    boolean extracts = has("-x", "--extract", "--get");
    boolean creates = has("-c", "--create", "-r", "--append", "-u", "--update");
    boolean edits = has("-A", "--concatenate", "--catenate", "--delete");
    int modes = (lists ? 1 : 0) + (extracts ? 1 : 0) + (creates ? 1 : 0);
    if (modes != 1 || edits || several) {
      outcome.unknown("It is not certain what this form of tar does");
      return;
    }
    Word named = archive;
    if (named != null) {
      archive(named, creates);
    } else if (creates) {
      outcome.unknown("The archive that tar writes is not named");
    }
    if (extracts && !has("-O", "--to-stdout")) {
      outcome.writes(folder == null ? Words.of(".") : folder, true);
    }
    if (creates || has("-d", "--diff", "--compare")) {
      members();
    }
  }

  private void option(Given given) {
    switch (given.name()) {
      case "-f", "--file" -> {
        several |= archive != null;
        archive = given.values().getFirst();
      }
      case "-C", "--directory" -> {
        several |= folder != null;
        folder = given.values().getFirst();
      }
      case "-I", "--use-compress-program" -> outcome.runsShell(given.values().getFirst());
      case "--to-command", "--info-script", "-F", "--new-volume-script", "--rsh-command" ->
          outcome.runsShell(given.values().getFirst());
      case "--checkpoint-action" -> {
        Word action = given.values().getFirst();
        outcome.code("what a checkpoint of tar names");
        if (Words.lead(action).startsWith("exec=")) {
          outcome.runsShell(Words.from(action, "exec=".length()));
        }
      }
      case "-X", "--exclude-from" -> outcome.reads(given.values().getFirst(), false);
      case "--remove-files" -> {
        for (Word member : parsed.operands()) {
          outcome.removes(member, true);
        }
      }
      case "-P", "--absolute-names", "-h", "--dereference", "-T", "--files-from" ->
          outcome.unknown("The option " + given.name() + " of tar reaches further files");
      case "-g", "--index-file" ->
          outcome.unknown("The option " + given.name() + " of tar writes a further file");
      case "-L", "-H" ->
          outcome.unknown("The option " + given.name() + " of tar differs between its versions");
      default -> {}
    }
  }

  /** A name with a colon is an archive on another machine. */
  private void archive(Word word, boolean written) {
    String name = Words.literal(word);
    int colon = name == null ? -1 : name.indexOf(':');
    if (name == null && !has("--force-local")) {
      outcome.unknown("The archive's name is not known, and could name another machine");
    } else if (name != null && colon >= 0 && !has("--force-local")) {
      outcome.connects(Words.of(name.substring(0, colon)));
    } else if (!written) {
      outcome.reads(word, false);
    } else if (!"-".equals(name)) {
      outcome.writes(word, false);
    }
  }

  private void members() {
    for (Word member : parsed.operands()) {
      // One that begins with an at sign is an archive to some versions.
      if (Words.lead(member).startsWith("@") || Words.lead(member).isEmpty()) {
        outcome.unknown("\"" + Words.shown(member) + "\" of tar is not certain to be a file");
        return;
      }
      outcome.reads(member, true);
      String name = Words.literal(member);
      if (folder != null && !Words.lead(member).startsWith("/")) {
        outcome.reads(name == null ? Words.ANYTHING : Words.below(folder, name), true);
      }
    }
  }
}
