package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An HTTP client on a bare socket that tells exactly how an answer ended. */
final class RawClient implements AutoCloseable {

  /** How a connection behaved. */
  enum End {
    WHOLE,
    CUT,
    RESET,
    SILENT
  }

  /** An answer: status -1 when no head came. */
  record Answer(
      int status, Map<String, String> headers, String body, End end, List<Integer> chunks) {
    Node.Obj json() {
      try {
        return NodeReader.readObject(body);
      } catch (Exception e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    List<Node.Obj> events() {
      List<Node.Obj> events = new ArrayList<>();
      for (String event : body.split("\n\n", -1)) {
        int data = event.indexOf("data: ");
        if (data >= 0) {
          try {
            events.add(NodeReader.readObject(event.substring(data + 6)));
          } catch (Exception e) {
            throw new AssertionError("not an event: " + event, e);
          }
        }
      }
      return events;
    }

    String errorMessage() {
      return json().at("error/message").text();
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final Map<String, String> headers = new LinkedHashMap<>();

  RawClient(ScriptedModel model) throws IOException {
    URI uri = model.uri("/");
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
    in = new BufferedInputStream(socket.getInputStream());
    headers.put("host", "127.0.0.1");
    headers.put("anthropic-version", "2023-06-01");
    headers.put("x-api-key", "key");
    headers.put("content-type", "application/json");
  }

  RawClient header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  RawClient without(String name) {
    headers.remove(name);
    return this;
  }

  RawClient timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return this;
  }

  Answer post(Node body) throws IOException {
    return send("POST", "/v1/messages?beta=true", body.json());
  }

  Answer send(String method, String path, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("content-length: ").append(bytes.length).append("\r\n\r\n");
    socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().write(bytes);
    return read("HEAD".equals(method));
  }

  Answer raw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return read(false);
  }

  private Answer read(boolean headOnly) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Map<String, String> got = new LinkedHashMap<>();
    List<Integer> chunks = new ArrayList<>();
    int status = -1;
    try {
      String start = line();
      if (!start.startsWith("HTTP/1.1 ")) {
        return new Answer(-1, got, start, End.CUT, chunks);
      }
      status = Integer.parseInt(start.substring(9, 12));
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        got.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
      if ("chunked".equals(got.get("transfer-encoding"))) {
        int size = Integer.parseInt(line(), 16);
        while (size > 0) {
          chunks.add(size);
          exactly(size, body);
          line();
          size = Integer.parseInt(line(), 16);
        }
        line();
      } else if (!headOnly) {
        exactly(Integer.parseInt(got.get("content-length")), body);
      }
      return new Answer(status, got, body.toString(StandardCharsets.UTF_8), End.WHOLE, chunks);
    } catch (EOFException e) {
      return new Answer(status, got, body.toString(StandardCharsets.UTF_8), End.CUT, chunks);
    } catch (SocketTimeoutException e) {
      return new Answer(status, got, body.toString(StandardCharsets.UTF_8), End.SILENT, chunks);
    } catch (SocketException e) {
      return new Answer(status, got, body.toString(StandardCharsets.UTF_8), End.RESET, chunks);
    }
  }

  private void exactly(int size, ByteArrayOutputStream to) throws IOException {
    for (int i = 0; i < size; i++) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      to.write(b);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b != '\n') {
      if (b < 0) {
        if (line.size() > 0) {
          return line.toString(StandardCharsets.ISO_8859_1);
        }
        throw new EOFException();
      }
      if (b != '\r') {
        line.write(b);
      }
      b = in.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
