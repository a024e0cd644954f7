package dev.muster.web;

import dev.muster.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The two ways in which the Admin API hands out long lists.
 *
 * <p>By ids: {@code limit}, {@code after_id} or {@code before_id}, answered with {@code data},
 * {@code has_more}, {@code first_id} and {@code last_id}. By cursor: {@code limit} and {@code
 * page}, answered with {@code data}, {@code has_more} and {@code next_page}; a cursor belongs to
 * the filters with which it was made and is refused with others.
 */
final class Page {

  private static final String CURSOR = "page_";

  private Page() {}

  /** A page by ids; the limit is 20, at most 1000. */
  static <T> Json.Obj byId(
      Query query, List<T> all, Function<T, String> id, Function<T, Json> shape) {
    int limit = query.whole("limit", 20, 1, 1_000);
    Optional<String> after = query.text("after_id");
    Optional<String> before = query.text("before_id");
    if (after.isPresent() && before.isPresent()) {
      throw Refusal.invalid("after_id and before_id exclude each other");
    }
    int from = 0;
    int to = Math.min(all.size(), limit);
    boolean more = to < all.size();
    if (after.isPresent()) {
      from = index(all, id, "after_id", after.get()) + 1;
      to = Math.min(all.size(), from + limit);
      more = to < all.size();
    } else if (before.isPresent()) {
      to = index(all, id, "before_id", before.get());
      from = Math.max(0, to - limit);
      more = from > 0;
    }
    List<T> page = all.subList(from, to);
    Json.Builder out =
        Json.Obj.builder().put("data", page.stream().map(shape).toList()).put("has_more", more);
    if (page.isEmpty()) {
      return out.putNull("first_id").putNull("last_id").build();
    }
    return out.put("first_id", id.apply(page.getFirst()))
        .put("last_id", id.apply(page.getLast()))
        .build();
  }

  private static <T> int index(List<T> all, Function<T, String> id, String name, String wanted) {
    for (int i = 0; i < all.size(); i++) {
      if (id.apply(all.get(i)).equals(wanted)) {
        return i;
      }
    }
    throw Refusal.invalid(name + ": there is nothing with the id \"" + wanted + "\" in this list");
  }

  /** A page by cursor of what is all at hand. */
  static <T> Json.Obj byCursor(Query query, List<T> all, int limit, Function<T, Json> shape) {
    int from = Math.min(start(query), all.size());
    int to = Math.min(all.size(), from + limit);
    List<Json> data = new ArrayList<>();
    for (T item : all.subList(from, to)) {
      data.add(shape.apply(item));
    }
    return envelope(query, data, to < all.size() ? to : -1);
  }

  /** Where the page that is asked for begins, 0 for the first. */
  static int start(Query query) {
    Optional<String> page = query.text("page");
    if (page.isEmpty()) {
      return 0;
    }
    String[] parts = decoded(page.get()).split(":", -1);
    if (parts.length != 2
        || !parts[0].matches("\\d{1,9}")
        || !parts[1].equals(digest(query.fingerprint()))) {
      throw Refusal.invalid("page: is no cursor that was given out for these filters");
    }
    return Integer.parseInt(parts[0]);
  }

  /** The envelope of a page by cursor; {@code next} is where the next begins, -1 if none. */
  static Json.Obj envelope(Query query, List<Json> data, int next) {
    Json.Builder out = Json.Obj.builder().put("data", data).put("has_more", next >= 0);
    if (next < 0) {
      return out.putNull("next_page").build();
    }
    String plain = next + ":" + digest(query.fingerprint());
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    return out.put(
            "next_page", CURSOR + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
        .build();
  }

  private static String decoded(String cursor) {
    if (!cursor.startsWith(CURSOR)) {
      return "";
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.substring(CURSOR.length()));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
