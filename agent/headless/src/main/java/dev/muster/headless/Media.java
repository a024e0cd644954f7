package dev.muster.headless;

import dev.muster.model.ContentBlock;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tells which pictures and documents of a host the model would refuse. Once one is part of a
 * conversation, every further request of it would be refused too.
 *
 * <p>Sources: the pages on vision and on PDF support of the Messages API; the PNG, JFIF, GIF and
 * WebP container formats.
 */
final class Media {

  private static final int MOST_IMAGE_BYTES = 5 << 20;
  private static final int MOST_DOCUMENT_BYTES = 32 << 20;

  /** How far from its start a document's mark may be. */
  private static final int MARK_WITHIN = 1024;

  private Media() {}

  /** What is wrong with a block, to follow "holds"; {@code null} where nothing is. */
  static @Nullable String flaw(ContentBlock block) {
    if (block instanceof ContentBlock.Image(String type, String base64)) {
      return image(type, base64);
    }
    if (block instanceof ContentBlock.Document(String type, String base64, String _)
        && type.equals("application/pdf")) {
      return document(base64);
    }
    return null;
  }

  private static @Nullable String image(String type, String base64) {
    if (base64.length() / 4L * 3 > MOST_IMAGE_BYTES) {
      return "a picture of more than 5 MB";
    }
    byte[] bytes = decoded(base64);
    if (bytes == null) {
      return "a picture that is not in base64";
    }
    String found = kind(bytes);
    if (found == null) {
      return "a picture that is no PNG, JPEG, GIF or WebP";
    }
    return found.equals(type) ? null : "a picture said to be " + type + " that is " + found;
  }

  private static @Nullable String document(String base64) {
    if (base64.length() / 4L * 3 > MOST_DOCUMENT_BYTES) {
      return "a document of more than 32 MB";
    }
    byte[] bytes = decoded(base64);
    if (bytes == null) {
      return "a document that is not in base64";
    }
    String start =
        new String(bytes, 0, Math.min(bytes.length, MARK_WITHIN), StandardCharsets.ISO_8859_1);
    return start.contains("%PDF-") ? null : "a document said to be a PDF that is none";
  }

  private static byte @Nullable [] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static @Nullable String kind(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (start.startsWith("GIF8")) {
      return "image/gif";
    }
    return start.startsWith("RIFF") && start.startsWith("WEBP", 8) ? "image/webp" : null;
  }
}
