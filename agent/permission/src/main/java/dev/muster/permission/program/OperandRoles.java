package dev.muster.permission.program;

import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives each operand its role, and tells what follows. One use, one thread. */
final class OperandRoles {
  private final Operands roles;
  private final List<Word> operands;
  private final RoleDeeds deeds;
  private final Transfers transfers;
  private boolean given;
  private boolean repeats;

  OperandRoles(Operands roles, List<Word> operands, RoleDeeds deeds, Transfers transfers) {
    this.roles = roles;
    this.operands = operands;
    this.deeds = deeds;
    this.transfers = transfers;
  }

  /** An option gives the pattern or program that the first operand would be. */
  void patternIsGiven() {
    given = true;
  }

  /** Gives the roles; the effect that follows where an operand is missing, or {@code null}. */
  @Nullable Effect assign() {
    List<Role> front = front();
    // A single operand is a source, not a target.
    int fixedAtEnd = Math.clamp(operands.size() - front.size() - 1L, 0, roles.back().size());
    if (elasticBefore(front.size()) || elasticAfter(operands.size() - fixedAtEnd)) {
      return assignLoosely(front);
    }
    int at = 0;
    for (Role role : front) {
      if (at == operands.size()) {
        if (role == Role.TEXT) {
          deeds.outcome().unknown("It is started without the text that it is to run");
        }
        return roles.otherwise();
      }
      if (role.takesRest()) {
        deeds.rest(role, operands.subList(at, operands.size()));
        return null;
      }
      one(role, operands.get(at++));
    }
    int end = Math.max(at, operands.size() - fixedAtEnd);
    Role repeated = roles.repeated();
    if (repeated == null && at < end) {
      deeds.outcome().unknown("It is only known with fewer operands");
      return null;
    }
    boolean none = at == end;
    repeats = repeated != null;
    for (; at < end && repeated != null; at++) {
      one(repeated, operands.get(at));
    }
    for (Role role : roles.back()) {
      if (at < operands.size()) {
        one(role, operands.get(at++));
      }
    }
    transfers.finish();
    return none && (repeats || operands.isEmpty()) ? roles.otherwise() : null;
  }

  private List<Role> front() {
    if (!given) {
      return roles.front();
    }
    List<Role> left = new ArrayList<>(roles.front());
    for (int i = left.size() - 1; i >= 0; i--) {
      if (left.get(i).isGivenByOption()) {
        left.remove(i);
      }
    }
    return left;
  }

  private boolean elasticBefore(int end) {
    for (int i = 0; i < Math.min(end, operands.size()); i++) {
      boolean rest = i < roles.front().size() && roles.front().get(i).takesRest();
      if (!Words.isOne(operands.get(i)) && !rest) {
        return true;
      }
    }
    return false;
  }

  private boolean elasticAfter(int start) {
    for (int i = Math.max(0, start); i < operands.size(); i++) {
      if (!Words.isOne(operands.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Where it is not certain which operand has which role, each has the strongest reading one. */
  private @Nullable Effect assignLoosely(List<Role> front) {
    List<Role> all = new ArrayList<>(front);
    all.addAll(roles.back());
    if (roles.repeated() != null) {
      all.add(roles.repeated());
    }
    Role strongest = Role.WORD;
    for (Role role : all) {
      if (!role.onlyReads()) {
        deeds.outcome().unknown("It is not certain which operand is which");
        return null;
      }
      strongest = role.compareTo(strongest) > 0 ? role : strongest;
    }
    for (Word operand : operands) {
      deeds.one(strongest, operand);
    }
    return roles.otherwise();
  }

  private void one(Role role, Word operand) {
    if (!transfers.take(role, operand)) {
      deeds.one(role, operand);
    }
  }
}
