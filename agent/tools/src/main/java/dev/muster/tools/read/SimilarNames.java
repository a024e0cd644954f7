package dev.muster.tools.read;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds files that somebody may have meant by the path of one that is missing. */
public final class SimilarNames {

  private static final int MAX_LOOKED_AT = 2000;
  private static final int MAX_TOLD = 3;

  private SimilarNames() {}

  /** A sentence about them with a space before it, or an empty text. */
  public static String hint(Path missing, Path folder) {
    Path parent = missing.getParent();
    Path name = missing.getFileName();
    if (parent == null || name == null || !missing.startsWith(folder)) {
      return " The current folder is " + folder + ".";
    }
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return " The folder "
          + parent
          + " does not exist either. The current folder is "
          + folder
          + ".";
    }
    List<String> similar = similar(parent, name.toString());
    return similar.isEmpty()
        ? " The current folder is " + folder + "."
        : " Did you mean " + String.join(", ", similar) + "?";
  }

  private static List<String> similar(Path parent, String wanted) {
    List<String> found = new ArrayList<>();
    int looked = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (found.size() == MAX_TOLD || ++looked > MAX_LOOKED_AT) {
          break;
        }
        if (alike(name, wanted)) {
          found.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return List.of();
    }
    return found;
  }

  /** The same name in other letters, with another ending, or one or two letters off. */
  static boolean alike(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    return a.equals(b) || stem(a).equals(stem(b)) || distance(a, b) <= (b.length() > 5 ? 2 : 1);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
