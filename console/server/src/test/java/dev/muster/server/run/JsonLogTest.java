package dev.muster.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Lines of the log: JSON, and no credential in them. */
class JsonLogTest {

  @Test
  void aLineIsOneObject() throws Exception {
    LogRecord record = new LogRecord(Level.WARNING, "two\nlines \"quoted\"");
    record.setLoggerName("x");
    record.setThrown(new IllegalStateException("key sk-ant-api03-abcdefghijkl"));
    String line = new JsonLog.Lines().format(record);
    assertThat(line).endsWith("\n").hasLineCount(1);
    Json.Obj json = JsonReader.readObject(line);
    assertThat(json.string("level")).contains("warning");
    assertThat(json.string("message")).contains("two\nlines \"quoted\"");
    assertThat(json.string("fault").orElseThrow())
        .startsWith("java.lang.IllegalStateException: key sk-ant-api0***")
        .doesNotContain("abcdefgh");
  }

  @Test
  void credentialsAreMasked() {
    for (String secret :
        List.of(
            "sk-ant-admin01-AAAABBBBCCCC",
            "sk-muster-AAAABBBBCCCC",
            "muster-operator-AAAABBBBCCCC",
            "Authorization: Bearer AAAABBBBCCCC",
            "postgresql://muster:AAAABBBBCCCC@db/x",
            "jdbc:postgresql://db/x?user=u&password=AAAABBBBCCCC")) {
      assertThat(JsonLog.masked("before " + secret + " after"))
          .doesNotContain("BBBB")
          .contains("***")
          .startsWith("before ")
          .endsWith("after");
    }
    assertThat(JsonLog.masked("https://host:8443/path at 10:20")).contains("8443/path at 10:20");
  }
}
