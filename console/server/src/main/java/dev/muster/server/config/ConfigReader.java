package dev.muster.server.config;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the configuration's file: JSON with comments. JSON because the house's own reader keeps the
 * place of every value and refuses a name that stands twice; a second language of configuration
 * would be a library more for no setting more.
 */
public final class ConfigReader {

  /** The port where the file names none. */
  public static final int PORT = 7480;

  private static final int LARGEST = 1 << 20;

  private final Checker checker;
  private final Path folder;

  private ConfigReader(Path folder, Checker checker) {
    this.folder = folder;
    this.checker = checker;
  }

  /** What came of reading. */
  public sealed interface Outcome {

    /** A configuration that can be relied on. */
    record Good(Config config) implements Outcome {}

    /** What is wrong with it, at least one fault. */
    record Faulty(List<Fault> faults) implements Outcome {
      public Faulty {
        faults = List.copyOf(faults);
      }
    }
  }

  /** The configuration of a file that does not exist: every default, no upstream. */
  public static Config defaults(Path folder) {
    JsonDocument empty = new JsonDocument(Json.Obj.EMPTY, Map.of());
    return new ConfigReader(folder, new Checker(folder, empty)).config(Json.Obj.EMPTY);
  }

  /** Reads a file. */
  public static Outcome read(Path file) {
    JsonDocument document;
    try {
      if (Files.size(file) > LARGEST) {
        return fault(file, new Place(1, 1), "is larger than a configuration can be (1 MB)");
      }
      document = JsonReader.readCommented(Files.readAllBytes(file));
    } catch (IOException e) {
      return fault(file, new Place(1, 1), "cannot be read: " + e.getMessage());
    } catch (JsonException e) {
      return fault(file, new Place(e.line(), e.column()), String.valueOf(e.getMessage()));
    }
    Checker checker = new Checker(file, document);
    if (!checker.check(ConfigShape.file()).isEmpty()
        || !(document.root() instanceof Json.Obj root)) {
      return new Outcome.Faulty(checker.faults());
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Config config = new ConfigReader(folder, checker).config(root);
    List<Fault> faults = checker.faults();
    return faults.isEmpty() ? new Outcome.Good(config) : new Outcome.Faulty(faults);
  }

  private static Outcome fault(Path file, Place place, String what) {
    return new Outcome.Faulty(List.of(new Fault(file, place, what)));
  }

  private Config config(Json.Obj root) {
    Optional<Json.Obj> alerts = root.object("alerts");
    return new Config(
        folder,
        listen(root.object("listen").orElse(Json.Obj.EMPTY)),
        root.object("database").map(this::database).orElse(Config.Database.USUAL),
        upstreams(root.items("upstreams")),
        limits(root.object("limits").orElse(Json.Obj.EMPTY)),
        alerts.map(a ->
            new Config.Alerts(
                URI.create(a.string("webhook").orElseThrow()),
                optional(a, "secret"),
                a.bool("notices").orElse(true))));
  }

  private Config.Database database(Json.Obj database) {
    if (database.has("url") && database.has("programs")) {
      checker.fault(
          "/database/programs", "is of the embedded PostgreSQL, which \"url\" takes the place of");
    }
    return new Config.Database(
        optional(database, "url"),
        (int) database.whole("connections").orElse(Config.Database.USUAL.connections()),
        database.string("programs").map(folder::resolve),
        seconds(database, "graceSeconds", 0));
  }

  private Config.Listen listen(Json.Obj listen) {
    String address = listen.string("address").orElse("127.0.0.1");
    Optional<Config.Tls> tls =
        listen
            .object("tls")
            .map(t ->
                new Config.Tls(
                    folder.resolve(t.string("certificate").orElseThrow()),
                    folder.resolve(t.string("key").orElseThrow())));
    List<String> proxies = texts(listen, "trustedProxies");
    Networks loopback = Networks.LOOPBACK;
    if (tls.isEmpty() && proxies.isEmpty() && !loopback.holds(address)) {
      checker.fault(
          "/listen/address",
          "\""
              + address
              + "\" can be reached from elsewhere, where keys would travel in the clear: set"
              + " \"tls\", or \"trustedProxies\" where a proxy ends TLS in front");
    }
    for (int i = 0; i < proxies.size(); i++) {
      if (Networks.parse(proxies.get(i)).isEmpty()) {
        checker.fault(
            "/listen/trustedProxies/" + i, "\"" + proxies.get(i) + "\" is no address or network");
      }
    }
    return new Config.Listen(
        address, (int) listen.whole("port").orElse(PORT), texts(listen, "hosts"), tls, proxies);
  }

  private List<Config.Upstream> upstreams(List<Json> items) {
    List<Config.Upstream> upstreams = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Json.Obj item = (Json.Obj) items.get(i);
      String at = "/upstreams/" + i;
      String name = item.string("name").orElseThrow();
      if (!names.add(name)) {
        checker.fault(at + "/name", "another upstream is called \"" + name + "\" too");
      }
      upstreams.add(
          new Config.Upstream(
              name,
              (int) item.whole("order").orElse(1),
              (int) item.whole("weight").orElse(1),
              (int) item.whole("pricePercent").orElse(100),
              texts(item, "models").stream().filter(m -> m.indexOf('=') < 0).toList(),
              renames(item, at),
              kind(item, at)));
    }
    return upstreams;
  }

  /** The models that are written {@code public=theirs}. */
  private Map<String, String> renames(Json.Obj item, String at) {
    Map<String, String> renames = new LinkedHashMap<>();
    List<String> models = texts(item, "models");
    for (int i = 0; i < models.size(); i++) {
      int equals = models.get(i).indexOf('=');
      if (equals >= 0) {
        String known = models.get(i).substring(0, equals);
        String theirs = models.get(i).substring(equals + 1);
        if (known.isEmpty() || theirs.isEmpty() || known.contains("*")) {
          checker.fault(at + "/models/" + i, "must be written public-name=their-name");
        }
        renames.put(known, theirs);
      }
    }
    return renames;
  }

  private Config.UpstreamKind kind(Json.Obj item, String at) {
    Optional<URI> url = item.string("url").map(URI::create);
    return switch (item.string("kind").orElseThrow()) {
      case "bedrock" ->
          new Config.UpstreamKind.Bedrock(item.string("region").orElseThrow(), url, aws(item, at));
      case "vertex" ->
          new Config.UpstreamKind.Vertex(
              item.string("project").orElseThrow(),
              item.string("region").orElseThrow(),
              url,
              google(item, at));
      default ->
          new Config.UpstreamKind.Messages(
              url.orElse(URI.create("https://api.anthropic.com")),
              reference(item, "key"),
              item.string("auth").orElse("x-api-key").equals("bearer"));
    };
  }

  private Config.AwsCredential aws(Json.Obj item, String at) {
    boolean signed = item.has("accessKeyId") && item.has("secretAccessKey");
    boolean anyOfSigned =
        item.has("accessKeyId") || item.has("secretAccessKey") || item.has("sessionToken");
    if (item.has("bearer") ? anyOfSigned : !signed) {
      checker.fault(at, "needs either \"bearer\" or \"accessKeyId\" with \"secretAccessKey\"");
    }
    if (!signed) {
      return new Config.AwsCredential.Bearer(
          optional(item, "bearer").orElse(new Reference.Env("")));
    }
    return new Config.AwsCredential.AccessKey(
        reference(item, "accessKeyId"),
        reference(item, "secretAccessKey"),
        optional(item, "sessionToken"));
  }

  private Config.GoogleCredential google(Json.Obj item, String at) {
    if (item.has("token") == item.has("serviceAccount")) {
      checker.fault(at, "needs either \"token\" or \"serviceAccount\"");
    }
    return optional(item, "token")
        .<Config.GoogleCredential>map(Config.GoogleCredential.Token::new)
        .orElseGet(() ->
            new Config.GoogleCredential.ServiceAccount(
                optional(item, "serviceAccount").orElse(new Reference.Env(""))));
  }

  private static Config.Limits limits(Json.Obj limits) {
    return new Config.Limits(
        seconds(limits, "connectSeconds", 10),
        seconds(limits, "firstByteSeconds", 600),
        seconds(limits, "idleSeconds", 300),
        seconds(limits, "pingSeconds", 15),
        seconds(limits, "requestSeconds", 3_600),
        seconds(limits, "drainSeconds", 30),
        (int) limits.whole("bodyMegabytes").orElse(32) << 20);
  }

  private static Duration seconds(Json.Obj limits, String name, long otherwise) {
    return Duration.ofSeconds(limits.whole(name).orElse(otherwise));
  }

  private static List<String> texts(Json.Obj object, String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : object.items(name)) {
      if (item instanceof Json.Str(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  private Reference reference(Json.Obj object, String name) {
    return optional(object, name).orElseThrow();
  }

  private Optional<Reference> optional(Json.Obj object, String name) {
    return object
        .object(name)
        .map(r ->
            r.string("env")
                .<Reference>map(Reference.Env::new)
                .orElseGet(() ->
                    new Reference.InFile(
                        folder.resolve(r.string("file").orElseThrow()).toString())));
  }
}
