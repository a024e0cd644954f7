package dev.muster.exec.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scripts of a resource, by name: each begins with a line {@code ### name}. */
final class Scripts {

  private Scripts() {}

  static Map<String, String> of(String resource) throws IOException {
    String text;
    try (InputStream in = Scripts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, String> scripts = new LinkedHashMap<>();
    String[] blocks = text.split("(?m)^### ", -1);
    for (int i = 1; i < blocks.length; i++) {
      int end = blocks[i].indexOf('\n');
      scripts.put(blocks[i].substring(0, end), blocks[i].substring(end + 1));
    }
    return scripts;
  }
}
