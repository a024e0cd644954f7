package dev.muster.gateway;

import dev.muster.domain.Secret;
import java.net.URI;

/** How a provider is spoken to. Base URLs are without a slash at their end. */
public sealed interface Provider {

  /** Where it listens. */
  URI base();

  /** Anthropic's API, or anything else that speaks it; the key goes as {@code x-api-key}. */
  record Messages(URI base, Secret apiKey) implements Provider {}

  /** The same with the credential as {@code Authorization: Bearer}. */
  record MessagesBearer(URI base, Secret token) implements Provider {}

  /** Amazon Bedrock with signed requests. */
  record Bedrock(URI base, String region, AwsKeys.Source keys) implements Provider {}

  /** Amazon Bedrock with one of its API keys. */
  record BedrockBearer(URI base, Secret token) implements Provider {}

  /** Google Vertex AI. */
  record Vertex(URI base, String project, String location, TokenSource tokens)
      implements Provider {}

  /** Amazon Bedrock's usual address in a region. */
  static URI bedrock(String region) {
    return URI.create("https://bedrock-runtime." + label(region) + ".amazonaws.com");
  }

  /** Google Vertex AI's usual address for a location. */
  static URI vertex(String location) {
    return URI.create(
        switch (location) {
          case "global" -> "https://aiplatform.googleapis.com";
          case "us", "eu" -> "https://aiplatform." + location + ".rep.googleapis.com";
          default -> "https://" + label(location) + "-aiplatform.googleapis.com";
        });
  }

  private static String label(String text) {
    if (!text.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("not the name of a region: " + text);
    }
    return text;
  }
}
