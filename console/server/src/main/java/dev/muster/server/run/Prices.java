package dev.muster.server.run;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.pricing.PriceBook;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The price book of a console: the one in its data folder, or else the one that comes with the
 * program. It is read when a console starts.
 */
public final class Prices {

  private static final long MOST_BYTES = 4L * 1024 * 1024;
  private static final long MOST_JSON_BYTES = 16L * 1024 * 1024;

  private Prices() {}

  /**
   * The book in force for a data folder.
   *
   * @throws Failure when there is a book that cannot be read; prices are never guessed
   */
  public static PriceBook of(DataFolder folder) {
    return Files.exists(folder.prices()) ? read(folder.prices()) : PriceBook.builtIn();
  }

  /**
   * LiteLLM's prices from a file whose name ends in {@code .json}.
   *
   * @throws Failure when it cannot be read
   */
  public static Json.Obj readJson(Path file) {
    try {
      if (Files.size(file) > MOST_JSON_BYTES) {
        throw new Failure(ExitCode.CONFIGURATION, file + " is longer than 16 MB: no prices");
      }
      return JsonReader.readObject(Files.readAllBytes(file));
    } catch (JsonException e) {
      throw new Failure(
          ExitCode.CONFIGURATION, "The prices in " + file + " are no JSON: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.CONFIGURATION, "Cannot read the prices " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * A book from a text that was made of another one.
   *
   * @throws Failure when it cannot be read
   */
  public static PriceBook of(LiteLlmPrices prices) {
    return book(prices.book(), "The prices make no book: line ");
  }

  /**
   * A book from a file.
   *
   * @throws Failure when it cannot be read, naming the line
   */
  public static PriceBook read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Failure(ExitCode.CONFIGURATION, file + " is longer than 4 MB: no price book");
      }
      return book(
          Files.readString(file, StandardCharsets.UTF_8),
          "The price book has a fault:\n" + file + ":");
    } catch (IOException e) {
      throw new Failure(
          ExitCode.CONFIGURATION, "Cannot read the price book " + file + ": " + e.getMessage(), e);
    }
  }

  private static PriceBook book(String text, String beforeLine) {
    return switch (PriceBook.read(text)) {
      case PriceBook.Reading.Read(PriceBook book) -> book;
      case PriceBook.Reading.Faulty(int line, String why) ->
          throw new Failure(ExitCode.CONFIGURATION, beforeLine + line + ": " + why);
    };
  }
}
