package dev.muster.permission.program;

import org.jspecify.annotations.Nullable;

/** What an operand, or the value of an option, stands for; named in profiles in lower case. */
enum Role {
  /** Names no file: a number, a name, a text to print. */
  WORD,
  /** As {@link #WORD}, and falls away where an option gives it. */
  PATTERN,
  /** A variable's name, or an assignment to a plain one. */
  NAME,
  /** An assignment to a plain name, of anything. */
  ASSIGNMENT,
  /** The name of a variable of the environment that holds no secret. */
  VARIABLE,
  /** A number of at most 60 seconds. */
  SECONDS,
  /** Begins with a plus; anything else sets something. */
  PLUS,
  /** A format of {@code printf}. */
  FORMAT,
  /** The name of a setting of git. */
  KEY,
  /** A format of git, which shows signatures if it asks for them. */
  GIT_FORMAT,
  /** A path or a revision of git, or one after the other's colon. */
  REVISION,
  /** A file to read, or a folder whose names are read. */
  FILE,
  /** A folder to go to, which neither a dash nor nothing names. */
  FOLDER,
  /** A file to read; one that begins with an at sign would be a list of arguments. */
  FILE_NOT_AT,
  /** A folder to read with everything below. */
  TREE,
  WRITE,
  /** A folder below which anything may be written. */
  FILL,
  REMOVE,
  /** What is put to the name of a file under which it is kept as it was. */
  BACKUP,
  COPIED,
  MOVED,
  /** What a hard link leads to. */
  LINKED,
  /** What a symbolic link leads to, relative to where the link is. */
  POINTED,
  /** Where copies, moved files or links go. */
  TARGET,
  /** A folder for copies, moved files or links. */
  INTO,
  HOST,
  URL,
  /** An archive, which is on another machine where its name has a colon. */
  ARCHIVE,
  /** {@code @file} to read, else a word. */
  AT_FILE,
  /** Code in a language that is not looked into. */
  CODE,
  /** A file of such code. */
  SOURCE,
  /** A file of such code; what follows are its arguments. */
  SCRIPT,
  /** A program to start with arguments that are not known. */
  PROGRAM,
  /** A command, with all words that follow. */
  COMMAND,
  /** A command, with all words that follow and more that are not known. */
  COMMAND_MORE,
  /** A text for a shell. */
  TEXT,
  /** A text for a shell, with all words that follow. */
  SHELL,
  /** A command that is made of these words and others, or a text for a shell if it is one word. */
  TEMPLATE,
  /** A name, and after an equals sign a text for the shell itself. */
  ALIAS,
  SED,
  /** A file that sed edits in place, or its script to versions whose -i takes the first operand. */
  SED_FILE,
  AWK,
  JQ;

  private static final Role[] ALL = values();

  /** The role that a profile names, or {@code null}. */
  static @Nullable Role named(String name) {
    for (Role role : ALL) {
      if (role.isWritten(name)) {
        return role;
      }
    }
    return null;
  }

  private boolean isWritten(String text) {
    String name = name();
    boolean same = text.length() == name.length();
    for (int i = 0; same && i < text.length(); i++) {
      char c = name.charAt(i);
      same = text.charAt(i) == (c == '_' ? '-' : (char) (c + 32));
    }
    return same;
  }

  /** Whether it takes all words that follow, options too. */
  boolean takesRest() {
    return this == SCRIPT
        || this == COMMAND
        || this == COMMAND_MORE
        || this == SHELL
        || this == TEMPLATE;
  }

  /** Whether it names a file that the program itself reads, writes or removes. */
  boolean isFile() {
    return compareTo(FILE) >= 0 && compareTo(INTO) <= 0;
  }

  /** Whether it is one end of copying, moving or linking. */
  boolean isTransferred() {
    return compareTo(COPIED) >= 0 && compareTo(INTO) <= 0;
  }

  /** Whether it falls away where an option gives the program or pattern. */
  boolean isGivenByOption() {
    return this == PATTERN || this == SED || this == AWK || this == JQ;
  }

  /** Whether, as one of several operands of such roles, it at most reads. */
  boolean onlyReads() {
    return this == WORD || this == PATTERN || this == FILE || this == TREE || this == REVISION;
  }
}
