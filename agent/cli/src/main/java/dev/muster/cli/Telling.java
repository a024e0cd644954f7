package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.cli.args.Arguments.PromptSource;
import dev.muster.conversation.EnvironmentFacts;
import dev.muster.conversation.MemoryFile;
import dev.muster.conversation.MemoryFiles;
import dev.muster.conversation.MemoryPlaces;
import dev.muster.conversation.Opening;
import dev.muster.conversation.PromptFlags;
import dev.muster.conversation.SystemPrompt;
import dev.muster.conversation.VersionControl;
import dev.muster.headless.HostOptions;
import dev.muster.json.Json;
import dev.muster.loop.Briefing;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Sourced;
import dev.muster.workspace.DiskMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the model is told before anybody speaks: who it is, where it works, what people noted. */
final class Telling implements Briefing {

  private static final long MOST_PROMPT_BYTES = 4L << 20;

  private final Surroundings around;
  private final SessionSettings read;
  private final PromptFlags flags;
  private final Supplier<MemoryFiles> load;
  private final List<Path> moreFolders;
  private final Ahead<@Nullable VersionControl> versionControl;
  private MemoryFiles memory;

  private Telling(
      Surroundings around,
      SessionSettings read,
      PromptFlags flags,
      Supplier<MemoryFiles> load,
      List<Path> moreFolders,
      Ahead<@Nullable VersionControl> versionControl) {
    this.around = around;
    this.read = read;
    this.flags = flags;
    this.load = load;
    this.memory = load.get();
    this.moreFolders = moreFolders;
    this.versionControl = versionControl;
  }

  /** What flags, host, settings and environment want of the system prompt. */
  static PromptFlags flags(
      Arguments.Run run, HostOptions host, Surroundings around, SessionSettings read) {
    String system =
        host.systemPrompt() != null ? host.systemPrompt() : text(run.prompts().system(), around);
    String append =
        host.appendSystemPrompt() != null
            ? host.appendSystemPrompt()
            : text(run.prompts().append(), around);
    return new PromptFlags(system, append, read.settings().includeGitInstructions())
        .under(read.environment());
  }

  /**
   * What is told in a session.
   *
   * @param layers whose settings files, and so whose memory, count
   */
  static Telling of(
      PromptFlags flags,
      Surroundings around,
      SessionSettings read,
      Set<Layer> layers,
      Toolbox tools,
      Ahead<@Nullable VersionControl> repository) {
    List<Path> more = tools.folders().subList(1, tools.folders().size());
    MemoryPlaces places =
        new MemoryPlaces(
            read.locations().managedFolder(),
            managed(read),
            read.locations().configFolder(),
            around.home(),
            read.locations().projectFolder(),
            around.folder(),
            more,
            excludes(read),
            scopes(layers),
            read.trusted(),
            path -> !tools.engine().mayShow(path, false));
    return new Telling(
        around,
        read,
        flags,
        () -> MemoryFiles.load(new DiskMemory(), places, read.environment()),
        more,
        repository);
  }

  /** The managed setting {@code claudeMd}. */
  private static @Nullable MemoryFile managed(SessionSettings read) {
    Sourced<Json> said = read.settings().value("claudeMd").orElse(null);
    return said != null && said.value() instanceof Json.Str(String text)
        ? new MemoryFile(Path.of(said.origin().source()), MemoryFile.Scope.MANAGED, text)
        : null;
  }

  /** The memory that goes with the settings files that count: {@code --setting-sources}. */
  private static Set<MemoryFile.Scope> scopes(Set<Layer> layers) {
    Set<MemoryFile.Scope> scopes = EnumSet.noneOf(MemoryFile.Scope.class);
    if (layers.contains(Layer.USER)) {
      scopes.add(MemoryFile.Scope.USER);
    }
    if (layers.contains(Layer.PROJECT)) {
      scopes.add(MemoryFile.Scope.PROJECT);
    }
    if (layers.contains(Layer.LOCAL)) {
      scopes.add(MemoryFile.Scope.LOCAL);
    }
    return scopes;
  }

  private static List<String> excludes(SessionSettings read) {
    List<String> patterns = new ArrayList<>();
    for (Sourced<String> pattern : read.settings().claudeMdExcludes()) {
      patterns.add(pattern.value());
    }
    return patterns;
  }

  private static @Nullable String text(Optional<PromptSource> source, Surroundings around) {
    return switch (source.orElse(null)) {
      case null -> null;
      case PromptSource.Text(String text) -> text;
      case PromptSource.File(String path) -> file(around.folder().resolve(path).normalize());
    };
  }

  private static String file(Path path) {
    try {
      if (Files.size(path) > MOST_PROMPT_BYTES) {
        throw new IOException("it is larger than " + MOST_PROMPT_BYTES + " bytes");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              e instanceof NoSuchFileException
                  ? "there is no system prompt file " + path
                  : "the system prompt file " + path + " cannot be read: " + e.getMessage(),
              "Name a text file in UTF-8"),
          e);
    }
  }

  /** The system prompt for a model. */
  List<String> system(String model) {
    return SystemPrompt.texts(facts(model, PermissionMode.DEFAULT), flags);
  }

  @Override
  public List<ContentBlock> opening(PermissionMode mode) {
    return Opening.blocks(memory.blocks(), facts("", mode), flags);
  }

  @Override
  public List<ContentBlock> afterReading(Path file) {
    return memory.memoryFor(file);
  }

  @Override
  public void afterCompaction() {
    memory = load.get();
  }

  private EnvironmentFacts facts(String model, PermissionMode mode) {
    String os = System.getProperty("os.name", "");
    return new EnvironmentFacts(
        around.folder(),
        moreFolders,
        read.repository(),
        around.platform().name().toLowerCase(Locale.ROOT),
        (os + " " + System.getProperty("os.version", "")).strip(),
        model,
        false,
        LocalDate.ofInstant(around.clock().instant(), ZoneId.systemDefault()),
        mode,
        versionControl.get());
  }
}
