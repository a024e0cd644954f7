package dev.muster.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.CachePolicy;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestScanTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private static RawRequest.Reading reading(String body) {
    return RequestScan.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static RawRequest read(String body) {
    assertThat(reading(body)).isInstanceOf(RawRequest.Reading.Read.class);
    return ((RawRequest.Reading.Read) reading(body)).request();
  }

  private static RawBound bound(String body, String model) {
    RawRequest raw = read(body);
    return Pricing.builtIn().bound(raw, model, raw.prompt(), 100, DAY);
  }

  private static long nanos(String body, String model) {
    return ((RawBound.Bounded) bound(body, model)).nanos();
  }

  private static String content(String block) {
    return "{'model':'m','max_tokens':10,'messages':[{'role':'user','content':[" + block + "]}]}";
  }

  @Test
  void readsWhatPolicyNeedsAndWhereMembersStand() {
    String body =
        " {\n'model' : 'claude-x', 'stream':true ,'max_tokens': 1e3,'speed':'fast',"
            + "'inference_geo':'us','service_tier':'auto','odd':[1,{'a':'ü'}],'messages':[] } ";
    RawRequest request = read(body);
    assertThat(request.model()).isEqualTo("claude-x");
    assertThat(request.stream()).isTrue();
    assertThat(request.maxTokens()).hasValue(1_000);
    assertThat(request.speed()).isEqualTo("fast");
    assertThat(request.inferenceGeo()).isEqualTo("us");
    assertThat(request.prompt().unbounded()).isEqualTo(1);
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    List<String> texts =
        request.members().stream()
            .map(m -> new String(bytes, m.from(), m.to() - m.from(), StandardCharsets.UTF_8))
            .toList();
    assertThat(texts)
        .containsExactly(
            "\"model\" : \"claude-x\"",
            "\"stream\":true",
            "\"max_tokens\": 1e3",
            "\"speed\":\"fast\"",
            "\"inference_geo\":\"us\"",
            "\"service_tier\":\"auto\"",
            "\"odd\":[1,{\"a\":\"ü\"}]",
            "\"messages\":[]");
  }

  @Test
  void refusesWhatMightBeReadOtherwise() {
    for (String body :
        List.of(
            "{'model':'a','model':'b'}",
            "{'model':'a','MODEL':'b'}",
            "{'max_tokens':1,'max_to\\u212aens':2}",
            "{'unknown':1,'unknown':2}",
            "{'model':5}",
            "{'stream':'yes'}",
            "{'tools':[{'type':'web_search_20250305','Max_Uses':1}]}",
            "{'tools':[{'type':'custom','type':'web_search_20250305'}]}",
            "{'messages':[{'content':'a','content':'b'}]}",
            "{'messages':[{'content':[{'type':'text','Type':'image'}]}]}",
            "{'model':'a'} {}",
            "{'model':'a',}",
            "{'model':NaN}",
            "// x\n{}",
            "[]",
            "",
            "null",
            "{'x':" + "[".repeat(300) + "]".repeat(300) + "}")) {
      assertThat(reading(body)).as(body).isInstanceOf(RawRequest.Reading.Refused.class);
    }
  }

  @Test
  void textIsBoundedByItsBytes() {
    assertThat(read(content("{'type':'text','text':'" + "a".repeat(1_000) + "'}")).prompt().text())
        .isBetween(1_000L, 1_700L);
    // U+FDFA: three bytes, and eighteen letters once it is normalised.
    assertThat(
            read(content("{'type':'text','text':'" + "\ufdfa".repeat(100) + "'}")).prompt().text())
        .isGreaterThanOrEqualTo(3_300);
    assertThat(
            read(content("{'type':'text','text':'" + "\\ufdfa".repeat(100) + "'}")).prompt().text())
        .isGreaterThanOrEqualTo(3_300);
  }

  @Test
  void picturesAndDocumentsHaveCeilingsOfTheirOwn() {
    String data = "A".repeat(2_000_000);
    RawRequest image =
        read(content("{'type':'image','source':{'type':'base64','data':'" + data + "'}}"));
    assertThat(image.prompt().images()).isEqualTo(1);
    assertThat(image.prompt().text()).isLessThan(1_000);
    RawRequest nested =
        read(
            content(
                "{'type':'tool_result','tool_use_id':'t','content':[{'source':{'data':'"
                    + data
                    + "','type':'base64'},'type':'image'}]}"));
    assertThat(nested.prompt()).isEqualTo(new PromptBound(nested.prompt().text(), 1, 0));
    for (String source :
        List.of(
            "{'type':'base64','media_type':'application/pdf','data':'AAAA'}",
            "{'type':'url','url':'https://x/y.pdf'}",
            "{'type':'file','file_id':'f'}")) {
      assertThat(read(content("{'type':'document','source':" + source + "}")).prompt().unbounded())
          .isEqualTo(1);
    }
    RawRequest text =
        read(content("{'type':'document','source':{'type':'text','data':'" + data + "'}}"));
    assertThat(text.prompt().unbounded()).isZero();
    assertThat(text.prompt().text()).isGreaterThan(2_000_000);
    assertThat(read(content("{'type':'never_heard_of','x':1}")).prompt().unbounded()).isEqualTo(1);
    assertThat(read(content("{'type':'tool_reference','tool_name':'x'}")).prompt().unbounded())
        .isZero();
  }

  @Test
  void theDearestCacheLifetimeCountsWhereverItStands() {
    assertThat(read(content("{'type':'text','text':'a'}")).cache()).isEqualTo(CachePolicy.OFF);
    assertThat(
            read(content("{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}"))
                .cache())
        .isEqualTo(CachePolicy.FIVE_MINUTES);
    assertThat(
            read("{'tools':[{'name':'x','cache_control':{'type':'ephemeral','ttl':'1h'}}],"
                    + "'system':[{'type':'text','text':'a','cache_control':{'ttl':'5m'}}]}")
                .cache())
        .isEqualTo(CachePolicy.ONE_HOUR);
    assertThat(read("{'cache_control':{'type':'ephemeral','ttl':'9d'}}").cache())
        .isEqualTo(CachePolicy.ONE_HOUR);
  }

  @Test
  void toolsOfTheProviderReadTheWindowAgainAndAgain() {
    String plain = "{'model':'m','max_tokens':100,'messages':[],'tools':[%s]}";
    String own = plain.formatted("{'name':'x','input_schema':{'type':'object'}}");
    assertThat(read(own).rounds()).isEqualTo(1);
    assertThat(read(plain.formatted("{'type':'bash_20250124','name':'bash'}")).rounds())
        .isEqualTo(1);
    String search = plain.formatted("{'type':'web_search_20250305','name':'s','max_uses':3}");
    assertThat(read(search).rounds()).isEqualTo(11);
    assertThat(read(search).searches()).isEqualTo(3);
    // Eleven times the window at $3, and 100 tokens at $15; three searches at a cent.
    assertThat(nanos(search, "claude-haiku-4-5"))
        .isEqualTo(11L * (200_000L * 1_000 + 100 * 5_000) + 3 * 10_000_000);
    assertThat(read("{'mcp_servers':[{'url':'x'}]}").rounds()).isEqualTo(11);
    assertThat(read("{'context_management':{'edits':[{'type':'clear_tool_uses_1'}]}}").rounds())
        .isEqualTo(1);
    assertThat(read("{'context_management':{'edits':[{'type':'compact_1'}]}}").rounds())
        .isEqualTo(2);
    String advisor = plain.formatted("{'type':'advisor_1','name':'a','model':'claude-opus-5'}");
    assertThat(nanos(advisor, "claude-haiku-4-5"))
        .isGreaterThan(nanos(search, "claude-haiku-4-5") * 5);
    assertThat(bound(advisor.replace("claude-opus-5", "nobody"), "claude-haiku-4-5"))
        .isInstanceOf(RawBound.Unpriced.class);
  }

  @Test
  void speedRegionAndTierHaveTheirPrices() {
    String body = "{'max_tokens':1000,'messages':[]}";
    long plain = nanos(body, "claude-opus-5-5");
    String fast = body.replace("{'max", "{'speed':'fast','max");
    // The quoted speed adds nothing to the prompt.
    assertThat(nanos(fast, "claude-opus-5-5")).isEqualTo(2 * plain);
    assertThat(bound(fast, "claude-haiku-4-5")).isInstanceOf(RawBound.Unpriced.class);
    assertThat(bound(body.replace("{'max", "{'service_tier':'gold','max"), "claude-haiku-4-5"))
        .isInstanceOf(RawBound.Unpriced.class);
    assertThat(bound(body, "unheard-of")).isInstanceOf(RawBound.Unpriced.class);
    RawRequest raw = read(body);
    RawBound dearer = Pricing.builtIn().bound(raw, "claude-opus-5-5", raw.prompt(), 110, DAY);
    assertThat(((RawBound.Bounded) dearer).nanos()).isEqualTo((plain * 110 + 99) / 100);
  }

  @Test
  void noBytesMakeItFail() {
    Random random = new Random(5);
    byte[] whole =
        content("{'type':'document','source':{'type':'text','data':'x'},'citations':{}}")
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = whole.clone();
      for (int change = 0; change < 1 + random.nextInt(4); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (RequestScan.read(bytes) instanceof RawRequest.Reading.Refused) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void partsAddUpToTheCost() {
    dev.muster.model.Usage usage =
        new dev.muster.model.Usage(33, 77, 11, 13, 101, 2, 0, null, "us");
    for (ModelFacts model : ModelCatalog.builtIn().models()) {
      PriceParts parts = Pricing.builtIn().parts(model.id(), usage, null, 100, DAY).orElseThrow();
      assertThat(parts.total())
          .isEqualTo(Pricing.builtIn().costNanos(model.id(), usage, DAY).orElseThrow());
    }
  }
}
