package dev.muster.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over the components of a relative path, in gitignore's syntax or as a plain glob.
 *
 * <p>{@code **} stands for any number of components; a name with {@code *}, {@code ?} or {@code
 * [...]} for one. Immutable and safe to share. Cost of a match is at most the product of the
 * lengths of pattern and path.
 *
 * <p>Source of the gitignore rules: the "PATTERN FORMAT" part of gitignore(5).
 */
public final class PathPattern {

  private static final SegmentPattern ANY_DEPTH = new SegmentPattern("**");

  private final List<SegmentPattern> segments;
  private final boolean foldersOnly;
  private final boolean coversBelow;
  private final boolean ignoreCase;

  private PathPattern(
      List<SegmentPattern> segments, boolean foldersOnly, boolean coversBelow, boolean ignoreCase) {
    this.segments = List.copyOf(segments);
    this.foldersOnly = foldersOnly;
    this.coversBelow = coversBelow;
    this.ignoreCase = ignoreCase;
  }

  /**
   * A line of a gitignore file, without its {@code !}. It also matches everything below a folder
   * that it matches. Without a slash before its end it matches at any depth.
   */
  public static PathPattern gitignore(String line) throws PatternException {
    String text = line;
    boolean foldersOnly = text.endsWith("/") && !text.endsWith("\\/");
    if (foldersOnly) {
      text = text.substring(0, text.length() - 1);
    }
    boolean anchored = text.contains("/");
    if (text.startsWith("/")) {
      text = text.substring(1);
    }
    if (text.isEmpty()) {
      throw new PatternException("the pattern is empty");
    }
    List<SegmentPattern> segments = segments(text);
    if (!anchored) {
      segments.addFirst(ANY_DEPTH);
    }
    return new PathPattern(segments, foldersOnly, true, false);
  }

  /** A glob over the whole path: {@code src/**}{@code /*.java}; it matches nothing below. */
  public static PathPattern glob(String text) throws PatternException {
    if (text.isEmpty()) {
      throw new PatternException("the pattern is empty");
    }
    return new PathPattern(segments(text), false, false, false);
  }

  /** This pattern without regard to case, as {@link CaseFold} has it. */
  public PathPattern ignoringCase() {
    List<SegmentPattern> folded = new ArrayList<>();
    for (SegmentPattern segment : segments) {
      folded.add(
          segment.isAnyDepth() ? ANY_DEPTH : new SegmentPattern(CaseFold.of(segment.text())));
    }
    return new PathPattern(folded, foldersOnly, coversBelow, true);
  }

  /** The components of the pattern as they are written; {@code **} stands for any number. */
  public List<String> components() {
    List<String> components = new ArrayList<>();
    for (SegmentPattern segment : segments) {
      components.add(segment.text());
    }
    return components;
  }

  /**
   * A name that is one of the components of every path that the pattern matches; {@code null} where
   * there is none, or case does not matter.
   */
  public @Nullable String neededName() {
    for (SegmentPattern segment : segments) {
      if (!ignoreCase && segment.isName()) {
        return segment.text();
      }
    }
    return null;
  }

  /** Whether it matches folders only, and what is below them. */
  public boolean isForFolders() {
    return foldersOnly;
  }

  private static List<SegmentPattern> segments(String text) throws PatternException {
    List<SegmentPattern> segments = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      if (part.equals("**")) {
        if (segments.isEmpty() || !segments.getLast().isAnyDepth()) {
          segments.add(ANY_DEPTH);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        segments.add(SegmentPattern.of(part));
      }
    }
    if (segments.isEmpty()) {
      throw new PatternException("the pattern names no file");
    }
    return segments;
  }

  /**
   * Whether the pattern matches the path of those components, relative to the pattern's base.
   *
   * @param folder whether the path is a folder
   */
  public boolean matches(List<String> components, boolean folder) {
    return matches(components, folder, coversBelow);
  }

  /** Whether the pattern matches the path itself, and not only a folder above it. */
  public boolean matchesItself(List<String> components, boolean folder) {
    return matches(components, folder, false);
  }

  private boolean matches(List<String> components, boolean folder, boolean below) {
    int n = components.size();
    // reach[i]: the pattern so far can have consumed exactly i components
    boolean[] reach = new boolean[n + 1];
    reach[0] = true;
    for (int s = 0; s < segments.size(); s++) {
      SegmentPattern segment = segments.get(s);
      boolean[] next = new boolean[n + 1];
      if (segment.isAnyDepth()) {
        // a trailing /** takes at least one component; elsewhere it may take none
        boolean trailing = s == segments.size() - 1 && s > 0;
        boolean open = false;
        for (int i = 0; i <= n; i++) {
          next[i] = trailing ? open : open || reach[i];
          open |= reach[i];
        }
      } else {
        for (int i = 0; i < n; i++) {
          String name = components.get(i);
          next[i + 1] = reach[i] && segment.matches(ignoreCase ? CaseFold.of(name) : name);
        }
      }
      reach = next;
    }
    if (reach[n] && (folder || !foldersOnly)) {
      return true;
    }
    if (below) {
      for (int i = 1; i < n; i++) {
        if (reach[i]) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@link #matches(List, boolean)} for a path written with slashes. */
  public boolean matches(String relativePath, boolean folder) {
    return matches(Arrays.asList(relativePath.split("/")), folder);
  }
}
