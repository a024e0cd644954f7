package dev.muster.trust;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders that the person trusts, kept in {@code .claude.json} as {@code
 * projects["<folder>"].hasTrustDialogAccepted}, where teams already have them.
 *
 * <p>Only the very folder counts, not one above it. The home folder and those above it are never
 * trusted: too much of what is below them comes from elsewhere. Safe for use by several threads and
 * processes.
 */
public final class TrustStore {

  private static final String PROJECTS = "projects";
  private static final String ACCEPTED = "hasTrustDialogAccepted";

  private final Path file;
  private final Path home;

  /**
   * A store.
   *
   * @param file the {@code .claude.json}; need not exist
   * @param home the person's home folder
   */
  public TrustStore(Path file, Path home) {
    this.file = file;
    this.home = home;
  }

  /**
   * Where the file is: in {@code CLAUDE_CONFIG_DIR}, else in the home folder itself. A relative
   * {@code CLAUDE_CONFIG_DIR} would lie in whatever repository the session runs in.
   *
   * @throws ProblemException when {@code CLAUDE_CONFIG_DIR} is not an absolute path
   */
  public static Path location(Map<String, String> environment, Path home) {
    String configured = environment.get("CLAUDE_CONFIG_DIR");
    if (configured == null || configured.isEmpty()) {
      return home.resolve(".claude.json");
    }
    Path folder = home.getFileSystem().getPath(configured);
    if (!folder.isAbsolute()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.SETTINGS_INVALID,
              "CLAUDE_CONFIG_DIR is \"" + configured + "\", which is not an absolute path",
              "set it to the full path of the folder, or unset it"));
    }
    return folder.resolve(".claude.json");
  }

  /** Whether a folder is trusted; when in doubt, it is not. */
  public Standing standing(Path folder) {
    TrustKey key;
    try {
      key = TrustKey.of(folder);
    } catch (IOException e) {
      return new Standing.NotTrusted(folder, "its real location cannot be found out");
    }
    String refusal = refusal(key.folder());
    if (refusal != null) {
      return new Standing.NotTrusted(key.folder(), refusal);
    }
    try {
      byte[] content = new GuardedFile(file).read();
      if (content != null && isAccepted(content, name(key.folder()))) {
        return new Standing.Trusted(key.folder());
      }
      return new Standing.NotTrusted(key.folder(), "nobody has said that it is trusted");
    } catch (IOException e) {
      return new Standing.NotTrusted(key.folder(), file + " cannot be read: " + reason(e));
    } catch (MemberScan.Malformed e) {
      return new Standing.NotTrusted(key.folder(), file + " is not valid JSON: " + e.getMessage());
    }
  }

  /**
   * Records that a folder is trusted and returns the folder that was recorded: the root of its
   * version control, where it has one.
   *
   * @throws ProblemException when it cannot be recorded; the file is then as it was
   */
  public Path grant(Path folder) {
    TrustKey key = keyOf(folder);
    String refusal = refusal(key.folder());
    if (refusal != null) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              key.folder() + " cannot be trusted: " + refusal,
              "run this in the folder of a project"));
    }
    set(key.folder(), true);
    return key.folder();
  }

  /**
   * Records that a folder is no longer trusted; returns whether it was.
   *
   * @throws ProblemException when it cannot be recorded; the file is then as it was
   */
  public boolean revoke(Path folder) {
    return set(keyOf(folder).folder(), false);
  }

  private static TrustKey keyOf(Path folder) {
    try {
      return TrustKey.of(folder);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "the real location of " + folder + " cannot be found out: " + reason(e),
              "name a folder that exists and that you may read"),
          e);
    }
  }

  private @Nullable String refusal(Path folder) {
    // Names that this locale cannot read all look alike; one of them must not stand for another.
    if (folder.toString().indexOf('\uFFFD') >= 0) {
      return "its name cannot be read in this locale";
    }
    Path real;
    try {
      real = home.toRealPath();
    } catch (IOException missing) {
      real = home.toAbsolutePath().normalize();
    }
    if (folder.equals(real)) {
      return "it is the home folder";
    }
    return real.startsWith(folder) ? "the home folder is inside it" : null;
  }

  /** The name by which the file knows a folder; with forward slashes on Windows. */
  private static String name(Path folder) {
    String text = folder.toString();
    return folder.getFileSystem().getSeparator().equals("\\") ? text.replace('\\', '/') : text;
  }

  private static boolean isAccepted(byte[] content, String name) throws MemberScan.Malformed {
    MemberScan scan = new MemberScan(content);
    MemberScan.Found projects = scan.find(scan.root(), PROJECTS);
    scan.end(projects.close() + 1);
    if (projects.isAbsent() || !scan.isObject(projects.start())) {
      return false;
    }
    MemberScan.Found project = scan.find(projects.start(), name);
    if (project.isAbsent() || !scan.isObject(project.start())) {
      return false;
    }
    MemberScan.Found accepted = scan.find(project.start(), ACCEPTED);
    return !accepted.isAbsent() && scan.is(accepted, "true");
  }

  private boolean set(Path folder, boolean trusted) {
    String name = name(folder);
    try {
      return new GuardedFile(file)
          .change(content -> {
            if (content == null) {
              return trusted ? fresh(name) : null;
            }
            return changed(content, name, trusted);
          });
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.DISK,
              file + " cannot be changed: " + reason(e),
              "see that the file and its folder are yours and can be written"),
          e);
    }
  }

  private static byte[] fresh(String name) {
    Json.Obj entry = Json.Obj.builder().put(ACCEPTED, true).build();
    Json.Obj projects = Json.Obj.builder().put(name, entry).build();
    return JsonWriter.pretty(Json.Obj.builder().put(PROJECTS, projects).build())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The content with one entry changed and everything else as it was; {@code null} for no change.
   */
  private byte @Nullable [] changed(byte[] content, String name, boolean trusted) {
    try {
      Json.Obj before = JsonReader.readObject(content);
      Json.Obj projects = part(before, PROJECTS);
      Json.Obj entry = part(projects, name);
      if (new Json.Bool(true).equals(entry.get(ACCEPTED)) == trusted) {
        return null;
      }
      byte[] changed = spliced(content, before, name, trusted);
      Json.Obj expected =
          before.with(PROJECTS, projects.with(name, entry.with(ACCEPTED, new Json.Bool(trusted))));
      if (!JsonReader.readObject(changed).equals(expected)) {
        throw new IllegalStateException("the changed file would not say what it should");
      }
      return changed;
    } catch (JsonException e) {
      throw malformed("line " + e.line() + ", column " + e.column() + ": " + e.getMessage());
    } catch (MemberScan.Malformed e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] spliced(byte[] content, Json.Obj before, String name, boolean trusted)
      throws MemberScan.Malformed {
    MemberScan scan = new MemberScan(content);
    String leaf = "{\"" + ACCEPTED + "\": " + trusted + "}";
    MemberScan.Found projects = scan.find(scan.root(), PROJECTS);
    if (!before.has(PROJECTS)) {
      String key = JsonWriter.write(new Json.Str(name));
      return scan.with(projects, PROJECTS, "{" + key + ": " + leaf + "}");
    }
    MemberScan.Found project = scan.find(projects.start(), name);
    if (project.isAbsent()) {
      return scan.with(project, name, leaf);
    }
    return scan.with(scan.find(project.start(), ACCEPTED), ACCEPTED, Boolean.toString(trusted));
  }

  private Json.Obj part(Json.Obj object, String name) {
    Json value = object.get(name);
    if (value == null) {
      return Json.Obj.EMPTY;
    }
    if (value instanceof Json.Obj part) {
      return part;
    }
    throw malformed("\"" + name + "\" is not an object");
  }

  private ProblemException malformed(String why) {
    return new ProblemException(
        new Problem(
            ProblemCode.SETTINGS_INVALID,
            file + " was left as it is, because it is not what it should be: " + why,
            "mend that file, then try again"));
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isEmpty()
        ? e.getClass().getSimpleName()
        : e.getClass() == IOException.class
            ? message
            : e.getClass().getSimpleName() + " " + message;
  }
}
