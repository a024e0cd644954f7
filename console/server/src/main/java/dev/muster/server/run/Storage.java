package dev.muster.server.run;

import dev.muster.domain.AdminKeys;
import dev.muster.domain.Alerts;
import dev.muster.domain.Caps;
import dev.muster.domain.Directory;
import dev.muster.domain.UsageReports;
import dev.muster.json.Json;
import dev.muster.web.Operations;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** TEMP. */
abstract class Storage implements AutoCloseable {
  static Storage open(Console.Setting setting) {
    throw new UnsupportedOperationException();
  }

  abstract Directory directory();

  abstract AdminKeys adminKeys();

  abstract Caps caps();

  abstract UsageReports reports();

  abstract Alerts alerts();

  abstract Optional<String> trouble();

  abstract String shown();

  abstract List<String> warnings();

  abstract Operations.Verification verify();

  abstract Json.Obj backup(Path file);
}
