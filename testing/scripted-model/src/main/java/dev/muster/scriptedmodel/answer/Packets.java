package dev.muster.scriptedmodel.answer;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts bytes without regard to what they mean. Stateless. */
final class Packets {

  private Packets() {}

  /**
   * Cuts what the pieces are together into packets, and leaves out what is past a bound.
   *
   * @param most how many bytes there may be in all
   * @param packet the bytes of each packet but the last; positive
   */
  static List<byte[]> cut(List<byte[]> pieces, long most, int packet) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      joined.writeBytes(piece);
    }
    byte[] all = joined.toByteArray();
    int end = (int) Math.min(all.length, most);
    List<byte[]> packets = new ArrayList<>();
    for (int at = 0; at < end; at += Math.min(packet, end - at)) {
      packets.add(Arrays.copyOfRange(all, at, at + Math.min(packet, end - at)));
    }
    return packets;
  }
}
