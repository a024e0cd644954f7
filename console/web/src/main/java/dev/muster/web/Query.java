package dev.muster.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query. Lists are written {@code name[]=a&name[]=b}; a name without brackets
 * is taken as one of the list too. Parameters that a route does not ask for are passed over: the
 * official clients send some everywhere.
 */
final class Query {

  private static final int LONGEST = 64 << 10;

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Query() {}

  static Query of(String raw) {
    Query query = new Query();
    if (raw.length() > LONGEST) {
      throw Refusal.invalid("the query is too long");
    }
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        String bare = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        query.values.computeIfAbsent(bare, n -> new ArrayList<>()).add(value);
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("the query is not URL-encoded: " + e.getMessage());
    }
  }

  Optional<String> text(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw Refusal.invalid(name + ": stands more than once");
    }
    return all.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  List<String> texts(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  boolean flag(String name) {
    return text(name)
        .map(value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> throw Refusal.invalid(name + ": must be true or false");
            })
        .orElse(false);
  }

  int whole(String name, int otherwise, int least, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    int value = -1;
    if (text.get().matches("\\d{1,6}")) {
      value = Integer.parseInt(text.get());
    }
    if (value < least || value > most) {
      throw Refusal.invalid(name + ": must be a whole number from " + least + " to " + most);
    }
    return value;
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(value -> {
          try {
            // A plus that was not encoded has become a space.
            return OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
          } catch (DateTimeParseException e) {
            throw Refusal.invalid(
                name + ": must be a time such as 2026-11-01T00:00:00Z, not \"" + value + "\"");
          }
        });
  }

  /** What is asked for, apart from paging, in a form that is the same for the same question. */
  String fingerprint() {
    StringBuilder all = new StringBuilder();
    values.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("page") && !entry.getKey().equals("limit"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> all.append(entry).append('\n'));
    return all.toString();
  }
}
