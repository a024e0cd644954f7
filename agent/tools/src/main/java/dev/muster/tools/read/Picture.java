package dev.muster.tools.read;

import java.util.Optional;

/**
 * What a picture's first bytes say of it. Sources: the PNG, JFIF, GIF and WebP container formats.
 *
 * @param width in pixels; 0 where the header does not tell
 */
record Picture(String mediaType, int width, int height) {

  /** What the Messages API takes of a picture, in base64. */
  private static final int MAX_BASE64 = 5 << 20;

  private static final int MAX_PIXELS_A_SIDE = 8000;

  /** Recognises a picture by its content; empty for anything else. */
  static Optional<Picture> of(byte[] bytes) {
    if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n') && bytes.length >= 24) {
      return Optional.of(new Picture("image/png", big(bytes, 16, 4), big(bytes, 20, 4)));
    }
    if (startsWith(bytes, 0, 'G', 'I', 'F', '8') && bytes.length >= 10) {
      return Optional.of(new Picture("image/gif", little(bytes, 6, 2), little(bytes, 8, 2)));
    }
    if (startsWith(bytes, 0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of(jpeg(bytes));
    }
    if (startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of(webp(bytes));
    }
    return Optional.empty();
  }

  /**
   * Whether the picture has its size and reaches its end. A model refuses one that does not, and
   * with it every later request of the session; so it must not get into one.
   */
  boolean isWhole(byte[] bytes) {
    if (width <= 0 || height <= 0) {
      return false;
    }
    return switch (mediaType) {
      case "image/png" -> pngEnds(bytes);
      case "image/gif" -> lastIndexOf(bytes, 0x3B) >= 13;
      case "image/jpeg" -> jpegEnds(bytes);
      default -> Integer.toUnsignedLong(little(bytes, 4, 4)) + 8 <= bytes.length;
    };
  }

  /** Whether the Messages API takes a picture of that size, with so many bytes. */
  boolean fits(int size) {
    return (size + 2) / 3 * 4 <= MAX_BASE64
        && width <= MAX_PIXELS_A_SIDE
        && height <= MAX_PIXELS_A_SIDE;
  }

  /**
   * Whether the chunk that ends a PNG is there. Lengths and checksums of chunks are not held
   * against the bytes: programs get them wrong, and readers seldom mind.
   */
  private static boolean pngEnds(byte[] bytes) {
    int at = bytes.length - 8;
    while (at > 8 && !startsWith(bytes, at, 'I', 'E', 'N', 'D')) {
      at--;
    }
    return at > 8;
  }

  /** Some cameras write more behind the marker that ends the picture. */
  private static boolean jpegEnds(byte[] bytes) {
    int end = lastIndexOf(bytes, 0xD9);
    while (end > 0 && (bytes[end - 1] & 0xFF) != 0xFF) {
      end = lastIndexOf(bytes, 0xD9, end);
    }
    return end > 0;
  }

  private static int lastIndexOf(byte[] bytes, int wanted) {
    return lastIndexOf(bytes, wanted, bytes.length);
  }

  private static int lastIndexOf(byte[] bytes, int wanted, int before) {
    int at = before - 1;
    while (at >= 0 && (bytes[at] & 0xFF) != wanted) {
      at--;
    }
    return at;
  }

  private static Picture jpeg(byte[] bytes) {
    int at = 2;
    while (at + 9 < bytes.length && (bytes[at] & 0xFF) == 0xFF) {
      int marker = bytes[at + 1] & 0xFF;
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        return new Picture("image/jpeg", big(bytes, at + 7, 2), big(bytes, at + 5, 2));
      }
      at += marker == 0xFF ? 1 : 2 + big(bytes, at + 2, 2);
    }
    return new Picture("image/jpeg", 0, 0);
  }

  private static Picture webp(byte[] bytes) {
    String type = "image/webp";
    if (bytes.length < 30) {
      return new Picture(type, 0, 0);
    }
    if (startsWith(bytes, 12, 'V', 'P', '8', 'X')) {
      return new Picture(type, little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1);
    }
    if (startsWith(bytes, 12, 'V', 'P', '8', 'L')) {
      int packed = little(bytes, 21, 4);
      return new Picture(type, (packed & 0x3FFF) + 1, (packed >>> 14 & 0x3FFF) + 1);
    }
    return new Picture(type, little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF);
  }

  private static boolean startsWith(byte[] bytes, int at, int... wanted) {
    if (bytes.length < at + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[at + i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static int big(byte[] bytes, int at, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  private static int little(byte[] bytes, int at, int length) {
    int value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }
}
