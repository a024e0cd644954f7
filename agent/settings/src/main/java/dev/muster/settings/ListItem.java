package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.protocol.Origin;
import java.nio.file.Path;

/** One item of a list that layers unite, with the folder from which a path in it counts. */
record ListItem(Json value, Origin origin, Path base) {}
