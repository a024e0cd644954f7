package dev.muster.domain;

import dev.muster.model.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One row of the ledger, as it is kept and hashed.
 *
 * @param reservation the id of the reservation that it books
 * @param at when that was granted, by the store's clock, in whole microseconds
 * @param usage the counts; its labels are in the group
 * @param nanos the sum of the cost; negative in a correction downwards
 */
public record UsageRow(
    long reservation,
    Instant at,
    String requestId,
    UsageGroup group,
    Kind kind,
    long bound,
    long nanos,
    Usage usage,
    Cost cost,
    String why) {

  /** What kind of number a row holds. */
  public enum Kind {
    /** The provider said what was used. */
    EXACT,
    /** Charged by a bound. */
    AT_LEAST,
    /** What an earlier row of the same reservation was wrong by. */
    CORRECTION;

    /** The number for it in the store. */
    public int number() {
      return switch (this) {
        case EXACT -> 1;
        case AT_LEAST -> 2;
        case CORRECTION -> 3;
      };
    }

    /**
     * The kind with that number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Kind of(int number) {
      for (Kind kind : values()) {
        if (kind.number() == number) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of row has the number " + number);
    }

    /** The word for it in APIs. */
    public String word() {
      return switch (this) {
        case EXACT -> "exact";
        case AT_LEAST -> "at_least";
        case CORRECTION -> "correction";
      };
    }
  }

  /** The counts in the order in which they are kept. */
  public long[] counts() {
    return new long[] {
      usage.input(),
      usage.output(),
      usage.cacheRead(),
      usage.cacheWrite5m(),
      usage.cacheWrite1h(),
      usage.webSearches(),
      usage.webFetches()
    };
  }

  /** The parts of the cost in the order in which they are kept. */
  public long[] costs() {
    return new long[] {
      cost.input(),
      cost.output(),
      cost.cacheRead(),
      cost.cacheWrite5m(),
      cost.cacheWrite1h(),
      cost.webSearch(),
      cost.other()
    };
  }

  /**
   * The row's hash in a chain: SHA-256 over the hash before it and every field in turn, texts with
   * their length before them.
   *
   * @param chain the number of the chain
   * @param place the row's number in it, from 1
   */
  public RowHash hash(RowHash before, int chain, long place) {
    Encoder encoder = new Encoder(before.bytes());
    encoder.add(chain).add(place).add(reservation);
    encoder.add(ChronoUnit.MICROS.between(Instant.EPOCH, at)).add(requestId);
    encoder.add(group.organisation()).add(group.workspace()).add(group.member()).add(group.key());
    encoder.add(group.model()).add(group.upstream()).add(group.speed()).add(group.serviceTier());
    encoder.add(group.inferenceGeo()).add(group.contextWindow());
    encoder.add(kind.number()).add(bound).add(nanos);
    for (long count : counts()) {
      encoder.add(count);
    }
    for (long part : costs()) {
      encoder.add(part);
    }
    return new RowHash(encoder.add(why).digest());
  }

  /** Fields one after the other into a digest. */
  private static final class Encoder {
    private ByteBuffer fields = ByteBuffer.allocate(1_024);

    Encoder(byte[] before) {
      fields.put(before);
    }

    Encoder add(long value) {
      room(Long.BYTES).putLong(value);
      return this;
    }

    Encoder add(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      add(bytes.length);
      room(bytes.length).put(bytes);
      return this;
    }

    private ByteBuffer room(int more) {
      if (fields.remaining() < more) {
        int size = Math.max(2 * fields.capacity(), Math.addExact(fields.position(), more));
        fields = ByteBuffer.allocate(size).put(fields.flip());
      }
      return fields;
    }

    byte[] digest() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(fields.flip());
        return digest.digest();
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has SHA-256", impossible);
      }
    }
  }
}
