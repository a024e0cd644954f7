package dev.muster.permission.program;

import java.util.List;

/** What is known of a command's deeds. */
public sealed interface Deeds {

  /**
   * Everything that it does; one that only reads has {@link Deed.Reads}, {@link Deed.Follows} and
   * {@link Deed.Unchosen} alone, or nothing.
   */
  record Known(List<Deed> deeds) implements Deeds {
    public Known {
      deeds = List.copyOf(deeds);
    }

    /** Whether it changes nothing, starts nothing and uses no network. */
    public boolean onlyReads() {
      for (Deed deed : deeds) {
        if (!(deed instanceof Deed.Reads)
            && !(deed instanceof Deed.Follows)
            && !(deed instanceof Deed.Unchosen)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * It may do anything.
   *
   * @param reason one plain sentence for a person, without a final full stop
   * @param files whether it is there to read and write the files that it is told, so that in a form
   *     that is not known any file may be meant
   */
  record Unknown(String reason, boolean files) implements Deeds {
    /** Of a program that is there for something else. */
    public Unknown(String reason) {
      this(reason, false);
    }
  }
}
