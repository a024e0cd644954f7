package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@link SandboxSettings} of composed values. Used once. */
final class SandboxReader {

  private final Settings settings;
  private final Map<String, List<ListItem>> lists;
  private final Optional<Sourced<Boolean>> enabled;
  private final boolean demanded;
  private final List<String> remarks = new ArrayList<>();

  SandboxReader(Settings settings, Map<String, List<ListItem>> lists) {
    this.settings = settings;
    this.lists = lists;
    this.enabled = settings.sandboxEnabled();
    this.demanded = isManaged(enabled) && enabled.get().value();
  }

  static boolean isManaged(Optional<? extends Sourced<?>> value) {
    return value.isPresent() && value.get().origin().layer() == Layer.MANAGED;
  }

  SandboxSettings read() {
    SandboxSettings.Files files = files();
    SandboxSettings.Hosts hosts = hosts();
    SandboxSettings.Local local = local();
    SandboxSettings.Credentials credentials = credentials();
    List<Sourced<String>> excluded = texts("excludedCommands", demanded);
    List<Sourced<String>> platforms = texts("enabledPlatforms", demanded);
    Optional<Sourced<Boolean>> nesting = loosening("enableWeakerNestedSandbox", demanded);
    idle();
    return new SandboxSettings(
        enabled,
        bool("failIfUnavailable"),
        bool("autoAllowBashIfSandboxed"),
        excluded,
        platforms,
        nesting,
        files,
        hosts,
        local,
        credentials,
        new SandboxSettings.Programs(text("bwrapPath"), text("socatPath")),
        remarks);
  }

  private SandboxSettings.Files files() {
    Optional<Sourced<Boolean>> managedReads = bool("filesystem.allowManagedReadPathsOnly");
    boolean managedOnly = SandboxSettings.isOn(managedReads);
    boolean pinned = demanded || managedAboutFiles();
    return new SandboxSettings.Files(
        loosening("filesystem.disabled", pinned),
        paths("filesystem.allowWrite", false),
        paths("filesystem.denyWrite", false),
        paths("filesystem.allowRead", managedOnly),
        paths("filesystem.denyRead", false),
        managedReads);
  }

  /** Whether managed settings say anything of files, which then only they can switch off. */
  private boolean managedAboutFiles() {
    if (settings.firstManaged("sandbox.filesystem.").isPresent()) {
      return true;
    }
    for (ListItem item : items("credentials.files")) {
      if (item.origin().layer() == Layer.MANAGED) {
        return true;
      }
    }
    return false;
  }

  private SandboxSettings.Hosts hosts() {
    Optional<Sourced<Boolean>> managedOnly = bool("network.allowManagedDomainsOnly");
    return new SandboxSettings.Hosts(
        texts("network.allowedDomains", SandboxSettings.isOn(managedOnly)),
        texts("network.deniedDomains", false),
        bool("network.strictAllowlist"),
        managedOnly,
        port());
  }

  /** A proxy of a repository's choice would see all that commands say. */
  private Optional<Sourced<Integer>> port() {
    Sourced<Json> found = settings.value("sandbox.network.httpProxyPort").orElse(null);
    if (found == null || !(found.value() instanceof Json.Num number)) {
      return Optional.empty();
    }
    boolean repository = isRepository(found.origin());
    if (repository || (demanded && found.origin().layer() != Layer.MANAGED)) {
      remark(found.origin(), "network.httpProxyPort", overruled(repository));
      return Optional.empty();
    }
    long port = number.whole().orElse(0);
    return port > 65_535
        ? Optional.empty()
        : Optional.of(new Sourced<>((int) port, found.origin()));
  }

  private static boolean isRepository(Origin origin) {
    return origin.layer() == Layer.PROJECT || origin.layer() == Layer.LOCAL;
  }

  private static String overruled(boolean repository) {
    return repository
        ? "a repository cannot set it"
        : "managed settings demand the sandbox, so that only they can loosen it";
  }

  private SandboxSettings.Local local() {
    return new SandboxSettings.Local(
        bool("network.allowLocalBinding"),
        loosening("network.allowAllUnixSockets", demanded),
        paths("network.allowUnixSockets", demanded),
        texts("network.allowMachLookup", demanded),
        loosening("allowAppleEvents", demanded),
        loosening("enableWeakerNetworkIsolation", demanded));
  }

  private SandboxSettings.Credentials credentials() {
    List<SourcedPath> files = new ArrayList<>();
    for (ListItem item : items("credentials.files")) {
      if (item.value() instanceof Json.Obj entry) {
        files.add(new SourcedPath(entry.string("path").orElse(""), item.origin(), item.base()));
        masked(entry, item.origin(), "credentials.files");
      }
    }
    List<Sourced<String>> variables = new ArrayList<>();
    for (ListItem item : items("credentials.envVars")) {
      if (item.value() instanceof Json.Obj entry) {
        variables.add(new Sourced<>(entry.string("name").orElse(""), item.origin()));
        masked(entry, item.origin(), "credentials.envVars");
      }
    }
    return new SandboxSettings.Credentials(files, variables);
  }

  private void masked(Json.Obj entry, Origin origin, String key) {
    if (entry.string("mode").orElse("").equals("mask")) {
      remark(origin, key, "masking is not offered here; the credential is denied instead");
    }
  }

  /** Keys that other programs know and that mean nothing here. */
  private void idle() {
    idle("network.tlsTerminate", "the proxy does not look into TLS");
    idle("network.socksProxyPort", "the agent's own proxy carries SOCKS; see httpProxyPort");
    idle("ripgrep", "nothing is searched by it here");
    idle("credentials.allowPlaintextInject", "credentials are never put into requests");
    idle("credentials.awsPairs", "credentials are never put into requests");
    idle("credentials.sigv4", "credentials are never put into requests");
    Sourced<Boolean> unsandboxed = bool("allowUnsandboxedCommands").orElse(null);
    if (unsandboxed != null && unsandboxed.value()) {
      remark(
          unsandboxed.origin(),
          "allowUnsandboxedCommands",
          "how a command is confined is never the model's to choose");
    }
  }

  private void idle(String key, String why) {
    settings
        .value("sandbox." + key)
        .ifPresent(found -> remark(found.origin(), key, "it has no effect: " + why));
  }

  private void remark(Origin origin, String key, String what) {
    remarks.add(origin.place() + ": \"sandbox." + key + "\": " + what);
  }

  private Optional<Sourced<Boolean>> bool(String key) {
    return settings
        .value("sandbox." + key)
        .filter(found -> found.value() instanceof Json.Bool)
        .map(found -> new Sourced<>(((Json.Bool) found.value()).value(), found.origin()));
  }

  /** A switch that loosens when it is on; from below it may be on only where nothing is pinned. */
  private Optional<Sourced<Boolean>> loosening(String key, boolean managedOnly) {
    Optional<Sourced<Boolean>> found = bool(key);
    if (managedOnly && SandboxSettings.isOn(found) && !isManaged(found)) {
      remark(found.get().origin(), key, overruled(false));
      return Optional.empty();
    }
    return found;
  }

  private Optional<Sourced<String>> text(String key) {
    return settings
        .value("sandbox." + key)
        .filter(found -> found.value() instanceof Json.Str)
        .map(found -> new Sourced<>(((Json.Str) found.value()).value(), found.origin()));
  }

  private List<ListItem> items(String key) {
    return lists.getOrDefault("sandbox." + key, List.of());
  }

  private List<ListItem> items(String key, boolean managedOnly) {
    List<ListItem> kept = new ArrayList<>();
    for (ListItem item : items(key)) {
      if (managedOnly && item.origin().layer() != Layer.MANAGED) {
        remark(item.origin(), key, "managed settings let only their own count");
      } else {
        kept.add(item);
      }
    }
    return kept;
  }

  private List<Sourced<String>> texts(String key, boolean managedOnly) {
    List<Sourced<String>> texts = new ArrayList<>();
    for (ListItem item : items(key, managedOnly)) {
      if (item.value() instanceof Json.Str(String text)) {
        texts.add(new Sourced<>(text, item.origin()));
      }
    }
    return texts;
  }

  private List<SourcedPath> paths(String key, boolean managedOnly) {
    List<SourcedPath> paths = new ArrayList<>();
    for (ListItem item : items(key, managedOnly)) {
      if (item.value() instanceof Json.Str(String text)) {
        paths.add(new SourcedPath(text, item.origin(), item.base()));
      }
    }
    return paths;
  }
}
