package dev.muster.provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that change how TLS is spoken; none is opened before the first connection.
 *
 * @param extraCertificates PEM files of authorities that are trusted besides the usual ones
 * @param clientCertificate PEM file of the certificate chain that this side shows, or {@code null}
 * @param clientKey PEM file of its key; the same file as the chain where none is named
 */
record TlsFiles(
    List<Path> extraCertificates,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey,
    @Nullable Secret passphrase) {

  static TlsFiles of(Variables variables) {
    List<Path> extra = new ArrayList<>();
    for (String name : List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")) {
      Path file = path(variables, name);
      if (file != null) {
        extra.add(file);
      }
    }
    Path certificate = path(variables, "CLAUDE_CODE_CLIENT_CERT");
    Path key = path(variables, "CLAUDE_CODE_CLIENT_KEY");
    if (certificate == null && key != null) {
      throw Variables.wrong(
          "CLAUDE_CODE_CLIENT_KEY is set without CLAUDE_CODE_CLIENT_CERT",
          "Name the certificate's PEM file in CLAUDE_CODE_CLIENT_CERT.");
    }
    String passphrase =
        variables.environment().getOrDefault("CLAUDE_CODE_CLIENT_KEY_PASSPHRASE", "");
    return new TlsFiles(
        List.copyOf(extra),
        certificate,
        key == null ? certificate : key,
        passphrase.isEmpty() ? null : new Secret(passphrase));
  }

  /** Whether the platform's defaults do. */
  boolean usual() {
    return extraCertificates.isEmpty() && clientCertificate == null;
  }

  private static @Nullable Path path(Variables variables, String name) {
    String value = variables.text(name);
    try {
      return value.isEmpty() ? null : Path.of(value);
    } catch (java.nio.file.InvalidPathException e) {
      throw Variables.wrong(name + " is not a path", "Name a PEM file.");
    }
  }
}
