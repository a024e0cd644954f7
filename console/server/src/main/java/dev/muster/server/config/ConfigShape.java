package dev.muster.server.config;

import static dev.muster.server.config.Shape.may;
import static dev.muster.server.config.Shape.need;

import dev.muster.server.config.Shape.Field;
import dev.muster.server.config.Shape.Fields;
import dev.muster.server.config.Shape.Flag;
import dev.muster.server.config.Shape.Items;
import dev.muster.server.config.Shape.Kinds;
import dev.muster.server.config.Shape.OneOf;
import dev.muster.server.config.Shape.Secret;
import dev.muster.server.config.Shape.Text;
import dev.muster.server.config.Shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every setting of the configuration. Nothing but data. */
final class ConfigShape {

  private static final String HTTP_URL = "https?://[^\\s/?#]+(/[^\\s?#]*)?";
  private static final String PATH = ".+";
  private static final String MODEL = "[^\\s]+";

  private ConfigShape() {}

  /** The whole file. */
  static Fields file() {
    return new Fields(
        "The configuration of the Muster console. See docs/operations.md.",
        List.of(
            may("$schema", new Text("The schema for editors.", ".*", "console.schema.json")),
            may("listen", listen()),
            may("database", database()),
            may("upstreams", new Items("Where requests are forwarded to.", upstream())),
            may("limits", limits()),
            may("alerts", alerts())));
  }

  private static Fields listen() {
    Fields tls =
        new Fields(
            "Serve HTTPS with this certificate.",
            List.of(
                need("certificate", new Text("PEM file of the chain.", PATH, "/etc/tls/chain.pem")),
                need("key", new Text("PEM file of the key.", PATH, "/etc/tls/key.pem"))));
    return new Fields(
        "Where the console listens.",
        List.of(
            may(
                "address",
                new Text(
                    "Address to listen on (127.0.0.1). Others than loopback need tls or"
                        + " trustedProxies.",
                    "[0-9a-fA-F.:]+|localhost",
                    "127.0.0.1")),
            may("port", new Whole("Port (7480); 0 takes a free one.", 0, 65_535)),
            may(
                "hosts",
                new Items(
                    "Host names under which clients reach the console, besides the address and"
                        + " localhost.",
                    new Text("A host name.", "[A-Za-z0-9.-]+", "console.example.com"))),
            may("tls", tls),
            may(
                "trustedProxies",
                new Items(
                    "Addresses of proxies that end TLS in front; only they may connect then,"
                        + " besides loopback.",
                    new Text(
                        "An address or a network.",
                        "[0-9a-fA-F.:]+(/[0-9]{1,3})?",
                        "10.0.0.0/8")))));
  }

  private static Fields database() {
    return new Fields(
        "The database; an embedded PostgreSQL in the data folder, unless url names another.",
        List.of(
            may(
                "url",
                new Secret(
                    "Reference to postgresql://user:password@host:port/name, PostgreSQL 14 or"
                        + " newer.")),
            may("connections", new Whole("Most connections (10).", 2, 200)),
            may(
                "programs",
                new Text(
                    "Folder in which the embedded PostgreSQL's programs are unpacked (the data"
                        + " folder's own); several consoles of one user may share it.",
                    PATH,
                    "/var/cache/muster-postgresql")),
            may(
                "graceSeconds",
                new Whole(
                    "How long requests are still admitted when the database is away, within what"
                        + " this console already leased of each limit (0: refused at once). See"
                        + " docs/operations.md for what that suspends.",
                    0,
                    600))));
  }

  private static Shape upstream() {
    return new Kinds(
        "One place that answers requests.",
        "kind",
        Map.of(
            "anthropic",
            of(
                "The Anthropic API.",
                need("key", new Secret("The API key.")),
                may("url", url("https://api.anthropic.com"))),
            "messages-url",
            of(
                "Any server that speaks the Messages API.",
                need("url", url("https://models.example.com")),
                need("key", new Secret("The credential.")),
                may(
                    "auth",
                    new OneOf(
                        "The header of the credential (x-api-key).",
                        List.of("x-api-key", "bearer")))),
            "bedrock",
            of(
                "Amazon Bedrock; with a bearer token or an access key.",
                need("region", new Text("The AWS region.", "[a-z0-9-]+", "us-east-1")),
                may("bearer", new Secret("A Bedrock API key.")),
                may("accessKeyId", new Secret("Access key id, for signed requests.")),
                may("secretAccessKey", new Secret("Secret access key.")),
                may("sessionToken", new Secret("Session token of temporary credentials.")),
                may("url", url("https://bedrock-runtime.us-east-1.amazonaws.com"))),
            "vertex",
            of(
                "Google Vertex AI.",
                need("project", new Text("The project.", "[a-z0-9:.-]+", "my-project")),
                need("region", new Text("The region, or global.", "[a-z0-9-]+", "global")),
                may(
                    "token",
                    new Secret(
                        "An OAuth access token; one in a file is read anew for each request.")),
                may("serviceAccount", new Secret("The JSON key of a service account.")),
                may("url", url("https://aiplatform.googleapis.com")))));
  }

  private static Text url(String like) {
    return new Text("Base URL.", HTTP_URL, like);
  }

  private static Fields of(String about, Field... own) {
    List<Field> fields = new ArrayList<>();
    fields.add(need("name", new Text("Its name in reports.", "[A-Za-z0-9._-]{1,60}", "main")));
    fields.addAll(List.of(own));
    fields.add(
        may(
            "order",
            new Whole("Lower comes first (1); the next order only when that one fails.", 1, 100)));
    fields.add(
        may("pricePercent", new Whole("Its prices, in percent of the list's (100).", 1, 1_000)));
    fields.add(may("weight", new Whole("Share among equals in order (1).", 1, 1_000)));
    fields.add(
        may(
            "models",
            new Items(
                "Models that it serves, * standing for anything (all); \"public=theirs\" renames.",
                new Text("A pattern.", MODEL, "claude-*"))));
    return new Fields(about, fields);
  }

  private static Fields limits() {
    return new Fields(
        "Limits of time and size.",
        List.of(
            may("connectSeconds", new Whole("To connect to an upstream (10).", 1, 120)),
            may("firstByteSeconds", new Whole("For its first byte (600).", 1, 3_600)),
            may("idleSeconds", new Whole("For silence within an answer (300).", 1, 3_600)),
            may(
                "pingSeconds",
                new Whole(
                    "Until a client of a silent stream is sent a ping (15; 0: never).", 0, 300)),
            may(
                "requestSeconds",
                new Whole(
                    "For a whole request (3600). One that its console did not live to settle is"
                        + " charged at what was set aside once this is over.",
                    1,
                    7_200)),
            may("drainSeconds", new Whole("For requests to end at shutdown (30).", 0, 3_600)),
            may("bodyMegabytes", new Whole("Largest request body (32).", 1, 256))));
  }

  private static Fields alerts() {
    return new Fields(
        "Who is told when 50, 75, 90 and 100 percent of a spend limit are reached. The log always"
            + " is.",
        List.of(
            need(
                "webhook",
                new Text("Where alerts are posted.", HTTP_URL, "https://hooks.example.com/x")),
            may(
                "secret",
                new Secret("Signs each post: X-Muster-Signature, HMAC-SHA-256 of the body.")),
            may("notices", new Flag("Also limits that only notify (true)."))));
  }
}
