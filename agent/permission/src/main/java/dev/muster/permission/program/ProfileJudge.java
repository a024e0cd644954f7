package dev.muster.permission.program;

import dev.muster.permission.program.Arguments.Given;
import dev.muster.permission.program.Effect.Kind;
import dev.muster.permission.program.Profile.Condition;
import dev.muster.permission.program.Profile.Trait;
import dev.muster.permission.program.Profile.Trigger;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a program does by its profile. Thread-safe. */
final class ProfileJudge {
  private final Profiles profiles;
  private final Specials specials;

  ProfileJudge(Profiles profiles, Specials specials) {
    this.profiles = profiles;
    this.specials = specials;
  }

  /** Adds to the outcome what follows from a call of the program that a profile tells of. */
  void judge(Profile profile, Call call, Outcome outcome) {
    judge(List.of(profile), call, outcome);
  }

  /**
   * Judges the arguments of a command.
   *
   * @param known its profile, then those of the programs whose options it shares
   */
  private void judge(List<Profile> known, Call call, Outcome outcome) {
    Profile profile = known.getFirst();
    List<Word> arguments = call.arguments();
    if (arguments.isEmpty() && profile.bare() != null && !profile.is(Trait.COMMANDS)) {
      follow(profile.bare(), profile, call, outcome, false);
      return;
    }
    if (arguments.size() == 1
        && profile.information().contains(shownIfKnown(arguments))
        && !specials.isChosen(call, profile.chosen())) {
      for (String file : profile.chosen()) {
        outcome.add(new Deed.Unchosen(file));
      }
      return;
    }
    String special = profile.special();
    Call left = special == null ? call : specials.judge(special, profile, call, outcome);
    if (left == null) {
      return;
    }
    if (profile.is(Trait.ANY)) {
      for (Effect effect : profile.always()) {
        follow(effect, profile, left, outcome, false);
      }
      return;
    }
    Arguments parsed = Arguments.parse(known, left.arguments());
    if (parsed.problem() != null) {
      outcome.unknown(parsed.problem());
      return;
    }
    new Run(known, left, parsed, outcome).finish();
  }

  private static String shownIfKnown(List<Word> arguments) {
    String only = Words.literal(arguments.getFirst());
    return only == null ? "" : only;
  }

  private void follow(Effect effect, Profile profile, Call call, Outcome out, boolean tree) {
    switch (effect.kind()) {
      case CODE -> out.code(effect.text());
      case CHANGES -> out.changes(effect.text());
      case CONNECTS -> out.connects(null);
      case UNKNOWN -> out.unknown("\"" + profile.name() + "\": " + effect.text());
      case READS -> out.reads(Words.of(effect.text()), tree);
      case SEARCHES -> out.reads(Words.of(effect.text()), true);
      case WRITES -> out.writes(Words.of(effect.text()), tree);
      case FILLS -> out.writes(Words.of(effect.text()), true);
      case REWRITES -> out.add(new Deed.Rewrites(null));
      case CHECKOUT -> specials.checkout(call, out);
      case INPUT -> out.add(new Deed.RunsInput());
      case ANYWHERE -> out.reads(Words.ANYTHING, true);
      case REPOSITORY -> specials.repository(call, out);
      case OPERANDS, TREE, FOLLOWS, GIVEN, EXACT, NOTHING -> {}
    }
  }

  /** One command line, once its arguments are sorted. */
  private final class Run {
    private final List<Profile> known;
    private final Profile profile;
    private final Call call;
    private final Arguments parsed;
    private final Outcome outcome;
    private boolean tree;
    private boolean follows;
    private boolean given;
    private boolean exact;
    private @Nullable Operands operands;

    Run(List<Profile> known, Call call, Arguments parsed, Outcome outcome) {
      this.known = known;
      this.profile = known.getFirst();
      this.call = call;
      this.parsed = parsed;
      this.outcome = outcome;
      this.operands = profile.operands();
    }

    void finish() {
      List<Effect> effects = effects();
      if (parsed.doubtful()) {
        outcome.code("whatever an argument that is not known makes of it");
      }
      RoleDeeds deeds = new RoleDeeds(outcome, profile.name(), tree);
      Transfers transfers = new Transfers(outcome, tree);
      for (Given option : parsed.options()) {
        values(option, deeds, transfers);
      }
      for (Effect effect : effects) {
        follow(effect, profile, call, outcome, tree);
      }
      if (profile.is(Trait.COMMANDS) && operands == null) {
        command(deeds, transfers);
      } else {
        operands(deeds, transfers);
      }
      deeds.finish();
      if (follows) {
        outcome.followsLinks();
      }
    }

    private static void values(Given option, RoleDeeds deeds, Transfers transfers) {
      List<Role> roles = option.option().values();
      if (!roles.isEmpty() && roles.getFirst().takesRest() && !option.values().isEmpty()) {
        deeds.rest(roles.getFirst(), option.values());
        return;
      }
      for (int i = 0; i < option.values().size(); i++) {
        if (!transfers.take(roles.get(i), option.values().get(i))) {
          deeds.one(roles.get(i), option.values().get(i));
        }
      }
    }

    /** What follows from options and in any case; what bears on the operands is noted. */
    private List<Effect> effects() {
      List<Effect> effects = new ArrayList<>(profile.always());
      for (Profile each : known) {
        for (Condition condition : each.conditions()) {
          if (!holds(condition)) {
            continue;
          }
          Effect effect = condition.effect();
          boolean early = hasOne(condition.any(), true);
          Operands instead = effect.operands();
          if (instead != null && (early || !instead.areWords())) {
            operands = instead;
          }
          if (effect.kind() == Kind.GIVEN && !early && profile.takesScript()) {
            outcome.unknown("Versions differ in what its first operand is");
          }
          tree |= effect.kind() == Kind.TREE;
          follows |= effect.kind() == Kind.FOLLOWS;
          given |= effect.kind() == Kind.GIVEN;
          exact |= effect.kind() == Kind.EXACT;
          effects.add(effect);
        }
      }
      return effects;
    }

    private boolean holds(Condition condition) {
      return (condition.any().isEmpty() || hasOne(condition.any(), false))
          && !hasOne(condition.none(), true);
    }

    private boolean hasOne(List<Trigger> triggers, boolean early) {
      for (Trigger trigger : triggers) {
        if (parsed.has(trigger.option(), trigger.value(), early)) {
          return true;
        }
      }
      return false;
    }

    private void operands(RoleDeeds deeds, Transfers transfers) {
      Operands roles = operands;
      if (roles == null) {
        if (!parsed.operands().isEmpty()) {
          outcome.unknown("\"" + profile.name() + "\" is only known without operands");
        }
        return;
      }
      if (exact) {
        transfers.targetIsNoFolder();
      }
      OperandRoles assigned = new OperandRoles(roles, parsed.operands(), deeds, transfers);
      if (given) {
        assigned.patternIsGiven();
      }
      Effect missing = assigned.assign();
      if (missing != null) {
        follow(missing, profile, call, outcome, tree);
      }
    }

    private void command(RoleDeeds deeds, Transfers transfers) {
      Effect other = profile.other();
      Effect bare = profile.bare();
      String name = parsed.operands().isEmpty() ? "" : Words.literal(parsed.operands().getFirst());
      if (bare != null && parsed.operands().isEmpty()) {
        follow(bare, profile, call, outcome, tree);
        return;
      }
      if (name == null || name.isEmpty()) {
        outcome.unknown("\"" + profile.name() + "\" is run without a command that is known");
        return;
      }
      String key = profile.name() + " " + name;
      Profile command = profiles.command(key);
      List<Word> rest = parsed.operands().subList(1, parsed.operands().size());
      if (command == null && other != null && other.kind() == Kind.OPERANDS) {
        operands = other.operands();
        operands(deeds, transfers);
      } else if (command == null && other != null) {
        follow(other, profile, call, outcome, tree);
      } else if (command == null) {
        outcome.unknown("Nothing is known of \"" + key + "\"");
      } else {
        List<Profile> all = new ArrayList<>(List.of(command));
        if (profile.is(Trait.SHARED)) {
          all.addAll(known);
        }
        Call inner = new Call(call.program(), rest, call.input(), call.folder());
        judge(all, inner, outcome);
      }
    }
  }
}
