package dev.muster.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Finds the blocks of a PEM file (RFC 7468); text around them is skipped. */
final class Pem {

  private Pem() {}

  /**
   * The contents of all blocks with that label, in order.
   *
   * @throws IllegalArgumentException when one is not base64 or has no end
   */
  static List<byte[]> blocks(byte[] file, String label) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    List<byte[]> blocks = new ArrayList<>();
    int at = text.indexOf(begin);
    while (at >= 0) {
      int start = at + begin.length();
      int stop = text.indexOf(end, start);
      if (stop < 0) {
        throw new IllegalArgumentException("a PEM block has no end");
      }
      blocks.add(Base64.getMimeDecoder().decode(text.substring(start, stop)));
      at = text.indexOf(begin, stop);
    }
    return blocks;
  }

  /** Whether the file has a key in the old encryption of its own, before PKCS#8. */
  static boolean hasLegacyEncryption(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).contains("Proc-Type: 4,ENCRYPTED");
  }
}
