package dev.muster.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema for editors says what the parser says. */
class SchemaTest {

  @TempDir Path folder;

  private static final List<String> FILES =
      List.of(
          "{}",
          "{\"listen\": {\"port\": 0}}",
          "{\"listen\": {\"port\": 65536}}",
          "{\"listen\": {\"prot\": 1}}",
          "{\"listen\": {\"address\": \"no address\"}}",
          "{\"database\": {\"url\": {\"env\": \"X\"}}}",
          "{\"database\": {\"url\": {\"env\": \"X\", \"file\": \"y\"}}}",
          "{\"database\": {\"url\": \"postgresql://x\"}}",
          "{\"database\": {}}",
          "{\"database\": {\"programs\": \"/opt/postgresql\"}}",
          "{\"database\": {\"graceSeconds\": 30}}",
          "{\"database\": {\"graceSeconds\": -1}}",
          "{\"database\": {\"graceSeconds\": 601}}",
          "{\"upstreams\": [{\"kind\": \"anthropic\", \"name\": \"a\", \"key\": {\"env\": \"K\"}}]}",
          "{\"upstreams\": [{\"kind\": \"anthropic\", \"name\": \"a b\", \"key\": {\"env\": \"K\"}}]}",
          "{\"upstreams\": [{\"kind\": \"anthropic\", \"name\": \"a\"}]}",
          "{\"upstreams\": [{\"kind\": \"vertex\", \"name\": \"a\", \"project\": \"p\","
              + " \"region\": \"r\", \"token\": {\"file\": \"f\"}}]}",
          "{\"upstreams\": [{\"kind\": \"other\", \"name\": \"a\"}]}",
          "{\"upstreams\": [{\"name\": \"a\"}]}",
          "{\"upstreams\": {}}",
          "{\"limits\": {\"drainSeconds\": 1.5}}",
          "{\"limits\": {\"drainSeconds\": 10}}",
          "{\"alerts\": {\"webhook\": \"ftp://x\"}}",
          "{\"alerts\": {\"webhook\": \"https://x\", \"notices\": true}}",
          "{\"alerts\": {\"webhook\": \"https://x\", \"notices\": 1}}",
          "[]");

  @Test
  void bothAgree() throws Exception {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Schema.text());
    int refused = 0;
    for (String text : FILES) {
      Path file = folder.resolve("console.json");
      Files.writeString(file, text);
      boolean bySchema = schema.validate(text, InputFormat.JSON).isEmpty();
      boolean byParser = ConfigReader.read(file) instanceof ConfigReader.Outcome.Good;
      assertThat(bySchema).as(text).isEqualTo(byParser);
      refused += byParser ? 0 : 1;
    }
    assertThat(refused).isBetween(10, FILES.size() - 5);
  }
}
