package dev.muster.cli.args;

import dev.muster.cli.args.PolicyRequest.Question;
import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the words behind {@code policy} mean. */
final class PolicyGrammar {

  private static final int LONGEST_NUMBER = 6;

  private final Scan scan;

  PolicyGrammar(Scan scan) {
    this.scan = scan;
  }

  PolicyRequest of(Command command) {
    return switch (command) {
      case POLICY_EXPLAIN -> explain();
      case POLICY_CHECK ->
          new PolicyRequest.Check(
              scan.words(),
              last(Option.AS_LAYER).map(PolicyGrammar::layer),
              folder(),
              last(Option.MORE_SETTINGS),
              scan.has(Option.STRICT),
              scan.has(Option.AS_JSON));
      case POLICY_TEST -> test();
      case POLICY_REPLAY -> replay();
      case POLICY_DECIDE -> decide();
      case RUN, DEMO, TRUST, POLICY, SANDBOX, SANDBOX_STATUS, SANDBOX_RUN, COMPLETION, HELP ->
          throw new IllegalArgumentException("no command of policy: " + command);
    };
  }

  private PolicyRequest explain() {
    return new PolicyRequest.Explain(
        question(),
        last(Option.AS_MODE).flatMap(PermissionMode::ofWire),
        folder(),
        last(Option.MORE_SETTINGS),
        scan.has(Option.AS_JSON));
  }

  private Question question() {
    Optional<String> tool = last(Option.TOOL);
    Optional<String> input = last(Option.INPUT);
    if (tool.isEmpty()) {
      if (input.isPresent()) {
        throw Wrong.needs(Option.INPUT.longName(), Option.TOOL.longName());
      }
      if (scan.words().isEmpty()) {
        throw Wrong.arguments(
            "policy explain needs a command or --tool",
            "Write one in quotes: muster policy explain 'git status'");
      }
      String text = scan.words().getFirst();
      return text.equals("-") ? new Question.Piped() : new Question.Command(text);
    }
    if (!scan.words().isEmpty()) {
      throw Wrong.arguments("policy explain takes a command or --tool, not both", "Give one");
    }
    try {
      Json.Obj object = input.isEmpty() ? Json.Obj.EMPTY : JsonReader.readObject(input.get());
      return new Question.Tool(tool.get(), object);
    } catch (JsonException e) {
      throw Wrong.arguments(
          "--input is not a JSON object: " + e.getMessage(),
          "Give one, as --input '{\"file_path\":\"notes.txt\"}'");
    }
  }

  private PolicyRequest test() {
    if (scan.words().isEmpty()) {
      throw Wrong.arguments("policy test needs a file of cases", "See muster help policy test");
    }
    return new PolicyRequest.Test(scan.words(), folder(), last(Option.FILTER), last(Option.JUNIT));
  }

  private PolicyRequest replay() {
    if (scan.words().isEmpty()) {
      throw Wrong.arguments(
          "policy replay needs the settings file that is proposed",
          "See muster help policy replay");
    }
    return new PolicyRequest.Replay(
        scan.words().getFirst(),
        layer(last(Option.AS_LAYER).orElse("project")),
        last(Option.SINCE).map(PolicyGrammar::duration),
        scan.has(Option.ALL_PROJECTS),
        folder(),
        scan.has(Option.AS_JSON));
  }

  private static Layer layer(String name) {
    return switch (name) {
      case "managed" -> Layer.MANAGED;
      case "user" -> Layer.USER;
      case "local" -> Layer.LOCAL;
      default -> Layer.PROJECT;
    };
  }

  /** A length of time such as {@code 30d}: a number and w, d, h or m. */
  private static Duration duration(String text) {
    int end = text.length() - 1;
    boolean good = end > 0 && end <= LONGEST_NUMBER;
    for (int i = 0; i < end; i++) {
      good &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (good) {
      long number = Long.parseLong(text.substring(0, end));
      switch (text.charAt(end)) {
        case 'w' -> {
          return Duration.ofDays(7 * number);
        }
        case 'd' -> {
          return Duration.ofDays(number);
        }
        case 'h' -> {
          return Duration.ofHours(number);
        }
        case 'm' -> {
          return Duration.ofMinutes(number);
        }
        default -> {}
      }
    }
    throw Wrong.arguments(
        "--since does not take \"" + text + "\"",
        "Give a number of weeks, days, hours or minutes, as 2w, 30d, 12h or 90m");
  }

  private PolicyRequest decide() {
    if (!scan.has(Option.JSONL)) {
      throw Wrong.arguments(
          "policy decide needs to be told in what form it is asked", "Write --jsonl");
    }
    return new PolicyRequest.Decide();
  }

  private String folder() {
    return last(Option.CWD).orElse(".");
  }

  private Optional<String> last(Option option) {
    List<String> all = scan.all(option);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** The problem of {@code policy} without a command that there is. */
  static ProblemException noCommand(String word) {
    List<String> words = new ArrayList<>();
    for (Command command : Command.values()) {
      if (command.isBelow(Command.POLICY)) {
        words.add(command.lastWord());
      }
    }
    return Wrong.arguments(
        word.isEmpty() ? "policy needs a command" : "policy has no command " + word,
        "Choose from " + String.join(", ", words));
  }
}
