package dev.muster.provider;

import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.wire.AnswerAssembler;
import dev.muster.wire.ErrorDecoder;
import dev.muster.wire.ProviderError;
import dev.muster.wire.SseDecoder;
import dev.muster.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the body of a response to its end, each wait and the whole size bounded. */
record AnswerReader(BodyStream body, Duration idle) {

  private static final int MAX_ERROR_BYTES = 256 * 1024;
  private static final Duration ERROR_WAIT = Duration.ofSeconds(10);

  /** Reads a stream of events; whatever happens to it makes the answer a broken one. */
  ModelAnswer stream(AnswerAssembler assembler) throws InterruptedException {
    SseDecoder decoder = new SseDecoder(SseDecoder.MAX_EVENT_BYTES);
    byte[] piece = new byte[16 * 1024];
    try {
      List<ByteBuffer> buffers = body.next(idle);
      while (buffers != null) {
        for (ByteBuffer buffer : buffers) {
          while (buffer.hasRemaining()) {
            int count = Math.min(piece.length, buffer.remaining());
            buffer.get(piece, 0, count);
            decoder.feed(piece, 0, count, assembler::event);
          }
        }
        ModelAnswer answer = assembler.answer();
        if (answer != null) {
          return answer;
        }
        buffers = body.next(idle);
      }
      return assembler.end();
    } catch (WireException e) {
      return assembler.broken(FailureKind.SERVER_ERROR, String.valueOf(e.getMessage()));
    } catch (HttpTimeoutException e) {
      return assembler.broken(
          FailureKind.TIMEOUT, "the stream fell silent for " + idle.toSeconds() + " s");
    } catch (IOException e) {
      return assembler.broken(
          FailureKind.NETWORK, "the connection broke within the answer: " + e.getMessage());
    }
  }

  /** Reads a whole answer; {@code null} when it is longer than an answer may be. */
  byte @Nullable [] whole() throws IOException, InterruptedException {
    return read(AnswerAssembler.MAX_ANSWER_BYTES, idle, false);
  }

  /** Reads what an error response says, as far as it comes. */
  ProviderError error(int status, String contentType, UnaryOperator<String> mask)
      throws InterruptedException {
    byte[] said;
    try {
      said = read(MAX_ERROR_BYTES, ERROR_WAIT, true);
    } catch (IOException brokeOff) {
      said = null;
    }
    return ErrorDecoder.decode(status, contentType, said == null ? new byte[0] : said, mask);
  }

  private byte @Nullable [] read(int most, Duration wait, boolean cut)
      throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<ByteBuffer> buffers = body.next(wait);
    while (buffers != null) {
      for (ByteBuffer buffer : buffers) {
        byte[] piece = new byte[Math.min(buffer.remaining(), most - all.size() + 1)];
        buffer.get(piece);
        all.writeBytes(piece);
        if (all.size() > most) {
          return cut ? all.toByteArray() : null;
        }
      }
      buffers = body.next(wait);
    }
    return all.toByteArray();
  }
}
