package dev.muster.gateway;

import dev.muster.wire.BedrockStream;
import dev.muster.wire.EventStreamCodec;
import dev.muster.wire.EventStreamFrame;
import dev.muster.wire.SseDecoder;
import dev.muster.wire.UsageMeter;
import dev.muster.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a stream goes from an upstream's form into a client's; the meter watches. For use by one
 * thread.
 */
sealed interface StreamForm {

  /** A ping of the Messages API. */
  Buffer PING = Buffer.buffer("event: ping\ndata: {\"type\": \"ping\"}\n\n");

  /**
   * Takes the upstream's next bytes.
   *
   * @return what to send on, which may be nothing
   * @throws WireException when the stream cannot be followed
   */
  Buffer take(Buffer bytes) throws WireException;

  /** Whether what was sent on so far ends between two events. */
  boolean isBetweenEvents();

  /** Whether the client's form is Bedrock's frames. */
  boolean sendsFrames();

  /** The form for an upstream's and a client's streams. */
  static StreamForm of(boolean framesIn, boolean framesOut, UsageMeter meter) {
    if (framesIn) {
      return framesOut ? new Frames(meter) : new FramesToEvents(meter);
    }
    return framesOut ? new EventsToFrames(meter) : new Events(meter);
  }

  /** Events as they come, byte for byte. */
  final class Events implements StreamForm {
    private final UsageMeter meter;
    private int breaks;
    private boolean any;

    Events(UsageMeter meter) {
      this.meter = meter;
    }

    @Override
    public Buffer take(Buffer bytes) {
      ByteBuf held = ((BufferInternal) bytes).getByteBuf();
      int length = held.readableBytes();
      if (length == 0) {
        return bytes;
      }
      any = true;
      if (held.hasArray()) {
        byte[] array = held.array();
        int offset = held.arrayOffset() + held.readerIndex();
        meter.feed(array, offset, length);
        end(array, offset, length);
      } else {
        byte[] array = bytes.getBytes();
        meter.feed(array, 0, length);
        end(array, 0, length);
      }
      return bytes;
    }

    /** Counts the line ends at the end; CR and LF together are one. */
    private void end(byte[] array, int offset, int length) {
      int at = offset + length;
      int found = 0;
      while (at > offset && (array[at - 1] == '\n' || array[at - 1] == '\r')) {
        boolean pair = array[at - 1] == '\n' && at - 2 >= offset && array[at - 2] == '\r';
        at -= pair ? 2 : 1;
        found++;
      }
      breaks = at == offset ? breaks + found : found;
    }

    @Override
    public boolean isBetweenEvents() {
      return !any || breaks >= 2;
    }

    @Override
    public boolean sendsFrames() {
      return false;
    }
  }

  /** Bedrock's frames as they come, byte for byte. */
  final class Frames implements StreamForm {
    private final EventStreamCodec codec = new EventStreamCodec();
    private final UsageMeter meter;

    Frames(UsageMeter meter) {
      this.meter = meter;
    }

    @Override
    public Buffer take(Buffer bytes) throws WireException {
      byte[] array = bytes.getBytes();
      Collected events = new Collected();
      codec.feed(array, 0, array.length, events::add);
      events.check();
      for (BedrockStream.Event event : events.list) {
        meter.event(event.type(), event.json(), 0, event.json().length);
      }
      return bytes;
    }

    @Override
    public boolean isBetweenEvents() {
      return !codec.isWithin();
    }

    @Override
    public boolean sendsFrames() {
      return true;
    }
  }

  /** Bedrock's frames into events. */
  final class FramesToEvents implements StreamForm {
    private final EventStreamCodec codec = new EventStreamCodec();
    private final UsageMeter meter;

    FramesToEvents(UsageMeter meter) {
      this.meter = meter;
    }

    @Override
    public Buffer take(Buffer bytes) throws WireException {
      byte[] array = bytes.getBytes();
      Collected events = new Collected();
      codec.feed(array, 0, array.length, events::add);
      Buffer out = Buffer.buffer();
      for (BedrockStream.Event event : events.list) {
        meter.event(event.type(), event.json(), 0, event.json().length);
        byte[] cleaned =
            event.type().equals("error")
                ? ErrorCleaner.cleaned(new String(event.json(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8)
                : event.json();
        out.appendBytes(new BedrockStream.Event(event.type(), cleaned).sse());
      }
      events.check();
      return out;
    }

    @Override
    public boolean isBetweenEvents() {
      return true;
    }

    @Override
    public boolean sendsFrames() {
      return false;
    }
  }

  /** Events into Bedrock's frames; pings stay away, as Bedrock has none. */
  final class EventsToFrames implements StreamForm {
    private final SseDecoder decoder = new SseDecoder(UsageMeter.MAX_EVENT_BYTES);
    private final UsageMeter meter;

    EventsToFrames(UsageMeter meter) {
      this.meter = meter;
    }

    @Override
    public Buffer take(Buffer bytes) throws WireException {
      byte[] array = bytes.getBytes();
      Buffer out = Buffer.buffer();
      decoder.feed(
          array,
          0,
          array.length,
          (name, data, offset, length) -> {
            meter.event(name, data, offset, length);
            if (name.equals("error")) {
              out.appendBytes(
                  BedrockStream.exception("modelStreamErrorException", "The stream failed."));
            } else if (!name.equals("ping")) {
              out.appendBytes(
                  BedrockStream.chunk(Arrays.copyOfRange(data, offset, offset + length)));
            }
          });
      return out;
    }

    @Override
    public boolean isBetweenEvents() {
      return true;
    }

    @Override
    public boolean sendsFrames() {
      return true;
    }
  }

  /** The events of frames; the first fault among them is kept for later. */
  final class Collected {
    private final List<BedrockStream.Event> list = new ArrayList<>();
    private @Nullable WireException fault;

    private void add(EventStreamFrame frame) {
      try {
        if (fault == null) {
          list.add(BedrockStream.event(frame));
        }
      } catch (WireException e) {
        fault = e;
      }
    }

    private void check() throws WireException {
      if (fault != null) {
        throw fault;
      }
    }
  }
}
