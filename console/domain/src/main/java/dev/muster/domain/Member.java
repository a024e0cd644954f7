package dev.muster.domain;

import java.time.Instant;
import java.util.Locale;

/** A person of an organisation. */
public record Member(
    String id, String organisation, String email, String name, Role role, Instant addedAt) {

  /** What a member may do in the organisation. */
  public enum Role {
    /** Uses what keys allow. */
    USER,
    /** May make keys for the agent only. */
    CLAUDE_CODE_USER,
    /** May make any key. */
    DEVELOPER,
    /** Reads usage, sets caps. */
    BILLING,
    /** May do everything. */
    ADMIN;

    /** The word for it in stores and APIs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with that word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Role of(String word) {
      for (Role role : values()) {
        if (role.word().equals(word)) {
          return role;
        }
      }
      throw new IllegalArgumentException(
          "no role \""
              + word
              + "\"; there are user, claude_code_user, developer, billing and admin");
    }
  }
}
