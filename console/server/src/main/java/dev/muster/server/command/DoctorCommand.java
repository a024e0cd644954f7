package dev.muster.server.command;

import dev.muster.api.LocalAccess;
import dev.muster.api.Paths;
import dev.muster.json.Json;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.server.config.Config;
import dev.muster.server.config.ConfigReader;
import dev.muster.server.config.Fault;
import dev.muster.server.config.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster console doctor}: looks for what is wrong, and says what to do. */
@Command(
    name = "doctor",
    description = {
      "Checks the data folder, the configuration and its secrets and, where one is running, the"
          + " console.",
      "Ends with 1 where something is wrong."
    },
    footer = {"", "Example:", "  muster console doctor --config /etc/muster/console.json"})
final class DoctorCommand extends Remote {

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration.")
  @Nullable Path config;

  /** One thing that was looked at. */
  private record Finding(boolean good, String what) {}

  private final List<Finding> findings = new ArrayList<>();

  DoctorCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Path folder = surroundings().dataFolder(data);
    if (url == null) {
      folder(folder);
      configuration(folder);
    }
    running(folder);
    boolean good = findings.stream().allMatch(Finding::good);
    StringBuilder words = new StringBuilder();
    List<Json.Obj> items = new ArrayList<>();
    for (Finding finding : findings) {
      words.append(finding.good() ? "ok    " : "WRONG ").append(finding.what()).append('\n');
      items.add(Json.Obj.builder().put("ok", finding.good()).put("what", finding.what()).build());
    }
    print(Json.Obj.builder().put("ok", good).put("findings", items).build(), words.toString());
    return (good ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private void good(String what) {
    findings.add(new Finding(true, what));
  }

  private void wrong(String what) {
    findings.add(new Finding(false, what));
  }

  private void folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      good("data folder " + folder + ": not there yet; the first start makes it");
      return;
    }
    try {
      for (String name : List.of("secret", LocalAccess.FILE)) {
        Path file = folder.resolve(name);
        if (Files.exists(file) && othersMayRead(file)) {
          wrong(file + " can be read by others: chmod 600 " + file);
          return;
        }
      }
      good("data folder " + folder);
    } catch (IOException e) {
      wrong("data folder " + folder + " cannot be looked into: " + e.getMessage());
    }
  }

  private static boolean othersMayRead(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.GROUP_READ);
  }

  private void configuration(Path folder) {
    Path file = config == null ? folder.resolve("console.json") : config;
    if (config == null && !Files.exists(file)) {
      good("configuration: none at " + file + "; every default holds");
      return;
    }
    switch (ConfigReader.read(surroundings().folder().resolve(file))) {
      case ConfigReader.Outcome.Faulty(List<Fault> faults) ->
          faults.forEach(fault -> wrong(fault.text()));
      case ConfigReader.Outcome.Good(Config good) -> {
        List<String> missing = new References(surroundings().environment()).missing(good);
        missing.forEach(this::wrong);
        if (missing.isEmpty()) {
          good("configuration " + file);
        }
      }
    }
  }

  private void running(Path folder) {
    if (url == null && !Files.exists(folder.resolve(LocalAccess.FILE))) {
      good("no console is running on " + folder);
      return;
    }
    try {
      Json.Obj status = console().get(Paths.CONSOLE + "/status");
      String about = text(status, "version") + " at " + text(status, "url");
      if (status.string("not_ready").isPresent()) {
        wrong("console " + about + " is not ready: " + text(status, "not_ready"));
      } else {
        good("console " + about + " is ready; " + text(status, "database"));
      }
    } catch (Failure failure) {
      wrong(failure.words());
    }
  }
}
