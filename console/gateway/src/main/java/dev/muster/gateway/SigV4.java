package dev.muster.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to AWS with signature version 4. Stateless.
 *
 * <p>Source: AWS's documentation, "Create a signed AWS API request". Paths are encoded once more
 * for the signature, as every service but S3 has it; queries are not used.
 */
final class SigV4 {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();

  private SigV4() {}

  /** Who signs for what, and when. */
  record Signer(AwsKeys keys, String region, String service, Instant now) {}

  /**
   * The headers to add, {@code authorization} among them.
   *
   * @param path as it goes on the wire
   * @param headers those that go along and are to be signed, {@code host} among them
   */
  static Map<String, String> sign(
      Signer signer, String method, String path, Map<String, String> headers, byte[] body) {
    AwsKeys keys = signer.keys();
    String time = TIME.format(signer.now());
    String day = time.substring(0, 8);
    SortedMap<String, String> signed = new TreeMap<>();
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), trimmed(value)));
    signed.put("x-amz-date", time);
    if (keys.sessionToken() != null) {
      signed.put("x-amz-security-token", keys.sessionToken().reveal());
    }
    String names = String.join(";", signed.keySet());
    StringBuilder canonical = new StringBuilder(400);
    canonical.append(method).append('\n').append(encodedOnceMore(path)).append("\n\n");
    signed.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    canonical.append('\n').append(names).append('\n').append(HEX.formatHex(sha256(body)));
    String range = day + "/" + signer.region() + "/" + signer.service() + "/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + "\n"
            + range
            + "\n"
            + HEX.formatHex(sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + keys.secretAccessKey().reveal()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, signer.region(), signer.service(), "aws4_request"}) {
      key = hmac(key, part);
    }
    Map<String, String> added = new TreeMap<>();
    added.put("x-amz-date", time);
    if (keys.sessionToken() != null) {
      added.put("x-amz-security-token", keys.sessionToken().reveal());
    }
    added.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential="
            + keys.accessKeyId()
            + "/"
            + range
            + ", SignedHeaders="
            + names
            + ", Signature="
            + HEX.formatHex(hmac(key, toSign)));
    return added;
  }

  private static String trimmed(String value) {
    return value.strip().replaceAll(" +", " ");
  }

  private static String encodedOnceMore(String path) {
    return path.replace("%", "%25");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }
}
