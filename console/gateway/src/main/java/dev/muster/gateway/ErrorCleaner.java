package dev.muster.gateway;

import dev.muster.model.FailureKind;
import dev.muster.wire.ErrorDecoder;
import dev.muster.wire.ProviderError;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What of an upstream's error a client may see.
 *
 * <p>An error about the prompt's size goes on to the letter, since clients act on its words. From
 * others, names of accounts and resources are taken out.
 */
final class ErrorCleaner {

  private static final Pattern RESOURCE = Pattern.compile("arn:[a-zA-Z0-9-]*:[^\\s\"'\\\\,)]*");
  private static final Pattern PROJECT = Pattern.compile("projects/[A-Za-z0-9:._-]+");
  private static final Pattern ACCOUNT =
      Pattern.compile("(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])");

  private ErrorCleaner() {}

  /** What an upstream said. */
  static ProviderError read(int status, String contentType, byte[] body) {
    return ErrorDecoder.decode(status, contentType, body, UnaryOperator.identity());
  }

  /** Whether it is about the prompt's size. */
  static boolean isAboutSize(ProviderError error) {
    return error.kind() == FailureKind.PROMPT_TOO_LONG
        || error.kind() == FailureKind.REQUEST_TOO_LARGE;
  }

  /** A text without names of accounts and resources. */
  static String cleaned(String text) {
    String without = RESOURCE.matcher(text).replaceAll("[resource]");
    without = PROJECT.matcher(without).replaceAll("[project]");
    return ACCOUNT.matcher(without).replaceAll("[account]");
  }
}
