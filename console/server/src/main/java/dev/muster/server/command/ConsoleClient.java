package dev.muster.server.command;

import dev.muster.api.LocalAccess;
import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Speaks to a running console over its REST. For one thread. */
final class ConsoleClient {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 600_000;
  private static final int LARGEST = 64 << 20;

  private final String url;
  private final String credential;

  ConsoleClient(String url, String credential) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.credential = credential;
  }

  /** The console that runs on a data folder of this machine. */
  static ConsoleClient local(Path data) {
    Path file = data.resolve(LocalAccess.FILE);
    try {
      LocalAccess access =
          LocalAccess.of(JsonReader.readObject(Files.readAllBytes(file)))
              .orElseThrow(() -> new Failure(ExitCode.NOT_RUNNING, file + " makes no sense"));
      return new ConsoleClient(access.url(), access.credential());
    } catch (NoSuchFileException none) {
      throw new Failure(
          ExitCode.NOT_RUNNING,
          "No console runs on " + data + ".\nStart one with: muster console up",
          none);
    } catch (IOException | JsonException e) {
      throw new Failure(
          ExitCode.NOT_RUNNING,
          "The console on "
              + data
              + " cannot be reached: cannot read "
              + file
              + ": "
              + e.getMessage(),
          e);
    }
  }

  String url() {
    return url;
  }

  Json.Obj get(String path) {
    return call("GET", path, null);
  }

  Json.Obj post(String path, Json.Obj body) {
    return call("POST", path, body);
  }

  Json.Obj delete(String path) {
    return call("DELETE", path, null);
  }

  private Json.Obj call(String method, String path, Json.@Nullable Obj body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url + path).toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("x-api-key", credential);
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("content-type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(JsonWriter.bytes(body));
        }
      }
      int status = connection.getResponseCode();
      try (InputStream in =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        byte[] bytes = in == null ? new byte[0] : in.readNBytes(LARGEST);
        return answer(status, bytes);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          ExitCode.NOT_RUNNING,
          "The console at "
              + url
              + " cannot be reached: "
              + e.getMessage()
              + ".\nIf it is not running, start it with: muster console up",
          e);
    }
  }

  private Json.Obj answer(int status, byte[] bytes) {
    Json.Obj json;
    try {
      json = JsonReader.readObject(bytes);
    } catch (JsonException e) {
      throw new Failure(
          ExitCode.FAILED,
          url
              + " answered "
              + status
              + " with something that is no console's answer: "
              + new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8),
          e);
    }
    if (status >= 400) {
      String message =
          json.object("error").flatMap(e -> e.string("message")).orElse("status " + status);
      throw new Failure(status == 401 ? ExitCode.NOT_RUNNING : ExitCode.FAILED, message);
    }
    return json;
  }
}
