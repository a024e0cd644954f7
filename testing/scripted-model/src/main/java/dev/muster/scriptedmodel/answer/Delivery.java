package dev.muster.scriptedmodel.answer;

import dev.muster.scriptedmodel.http.Connection;
import dev.muster.scriptedmodel.node.NodeWriter;
import dev.muster.scriptedmodel.police.History;
import dev.muster.scriptedmodel.script.Fault;
import dev.muster.scriptedmodel.script.Fault.Point;
import dev.muster.scriptedmodel.script.Insertion;
import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends one turn's answer, at its pace and with its faults. For use by one thread. */
public final class Delivery {

  private final Turn turn;
  private final Spoken spoken;
  private final Connection connection;
  private final Map<String, String> head;
  private final History.Ticket ticket;

  /**
   * Prepares the sending.
   *
   * @param requestId goes into the head, with the turn's own headers
   */
  public Delivery(
      Turn turn, Spoken spoken, Connection connection, String requestId, History.Ticket ticket) {
    this.turn = turn;
    this.spoken = spoken;
    this.connection = connection;
    this.head = new LinkedHashMap<>(Map.of("request-id", requestId));
    this.ticket = ticket;
  }

  /** The HTTP status that will be sent; 0 when the connection breaks before. */
  public int status(boolean streamed) {
    Fault fault = turn.fault().orElse(null);
    return switch (fault) {
      case null -> 200;
      case Fault.Http(int status, String _, Map<String, String> _) -> status;
      case Fault.Garbage _ -> 0;
      case Fault.ErrorEvent error -> streamed ? 200 : statusOf(error.type());
      case Fault.Close _, Fault.Reset _, Fault.Stall _ ->
          point(fault) instanceof Point.BeforeHead ? 0 : 200;
    };
  }

  /**
   * Sends the answer or fails as the turn wants.
   *
   * @throws IOException when the client left
   */
  public void send(boolean streamed) throws IOException {
    connection.pause(turn.pace().firstDelayMillis());
    Fault fault = turn.fault().orElse(null);
    if (fault instanceof Fault.Http http) {
      refuse(http);
    } else if (fault instanceof Fault.ErrorEvent error && !streamed) {
      String body = Fault.errorBody(error.type(), error.message());
      refuse(new Fault.Http(statusOf(error.type()), body, Map.of()));
    } else if (fault instanceof Fault.Garbage(String text)) {
      connection.raw(text.getBytes(StandardCharsets.UTF_8));
      connection.drop();
    } else if (fault != null && status(streamed) == 0) {
      strike(fault);
    } else {
      body(streamed ? events() : List.of(NodeWriter.bytes(spoken.message())), streamed);
    }
  }

  private static int statusOf(String type) {
    for (int status : List.of(400, 401, 402, 403, 404, 409, 413, 429, 504, 529)) {
      if (Fault.typeOf(status).equals(type)) {
        return status;
      }
    }
    return 500;
  }

  private void refuse(Fault.Http http) throws IOException {
    head.put("content-type", "application/json");
    head.putAll(turn.headers());
    head.putAll(http.headers());
    connection.whole(http.status(), head, http.body().getBytes(StandardCharsets.UTF_8), true);
  }

  /** What a fault does to the connection when its point is reached. */
  private void strike(Fault fault) throws IOException {
    switch (fault) {
      case Fault.Close _, Fault.Http _, Fault.Garbage _ -> connection.drop();
      case Fault.Reset _ -> connection.reset();
      case Fault.Stall stall -> {
        connection.stall(stall.millis());
        connection.drop();
      }
      case Fault.ErrorEvent error -> {
        byte[] event = EventStream.event("error", Fault.errorNode(error.type(), error.message()));
        connection.chunk(event, 0, event.length);
        connection.endChunks();
      }
    }
  }

  private List<byte[]> events() {
    List<byte[]> events = EventStream.of(spoken, turn.pace().chunk());
    List<byte[]> all = new ArrayList<>();
    int pingEvery = turn.pace().pingEvery();
    int limit = limit(events.size());
    for (int i = 0; i <= events.size(); i++) {
      for (Insertion insertion : turn.insertions()) {
        if (insertion.afterEvents() == i && i <= limit) {
          all.add(insertion.text().getBytes(StandardCharsets.UTF_8));
        }
      }
      if (i == limit || i == events.size()) {
        break;
      }
      all.add(events.get(i));
      if (pingEvery > 0 && (i + 1) % pingEvery == 0 && i + 1 < events.size()) {
        all.add(EventStream.PING);
      }
    }
    return all;
  }

  /** How many events may go out before the turn's fault strikes. */
  private int limit(int events) {
    return turn.fault().map(Delivery::point).orElse(new Point.BeforeHead())
            instanceof Point.AfterEvents(int count)
        ? Math.min(count, events)
        : events;
  }

  private static Point point(Fault fault) {
    return switch (fault) {
      case Fault.Close(Point at) -> at;
      case Fault.Reset(Point at) -> at;
      case Fault.Stall(Point at, long _) -> at;
      case Fault.ErrorEvent(Point at, String _, String _) -> at;
      case Fault.Http _, Fault.Garbage _ -> new Point.BeforeHead();
    };
  }

  private void body(List<byte[]> whole, boolean streamed) throws IOException {
    if (streamed) {
      head.putAll(EventStream.head());
    } else {
      head.put("content-type", "application/json");
    }
    head.putAll(turn.headers());
    List<byte[]> pieces = cut(whole, streamed);
    if (!streamed && turn.fault().isEmpty()) {
      ticket.delivered(spoken.given());
      sendWhole(pieces);
      return;
    }
    connection.startChunks(200, head);
    try {
      for (int i = 0; i < pieces.size(); i++) {
        if (i > 0) {
          connection.pause(turn.pace().delayMillis());
        }
        if (i == pieces.size() - 1 && turn.fault().isEmpty()) {
          ticket.delivered(spoken.given());
        }
        byte[] piece = pieces.get(i);
        connection.chunk(piece, 0, piece.length);
        if (turn.pace().packetBytes() > 0) {
          connection.flush();
        }
      }
      if (turn.fault().isPresent()) {
        strike(turn.fault().get());
      } else {
        connection.endChunks();
      }
    } catch (IOException left) {
      ticket.failed();
      throw left;
    }
  }

  private void sendWhole(List<byte[]> pieces) throws IOException {
    try {
      connection.whole(200, head, pieces.getFirst(), true);
    } catch (IOException left) {
      ticket.failed();
      throw left;
    }
  }

  /** The pieces to write: up to the fault's byte, and in packets where the pace wants them. */
  private List<byte[]> cut(List<byte[]> whole, boolean streamed) {
    Pace pace = turn.pace();
    long most = Long.MAX_VALUE;
    Point at = turn.fault().map(Delivery::point).orElse(new Point.BeforeHead());
    if (at instanceof Point.AfterBytes(long count)) {
      most = count;
    } else if (!streamed && at instanceof Point.AfterEvents(int count)) {
      most = count == 0 ? 0 : whole.getFirst().length / 2;
    }
    if (most == Long.MAX_VALUE && (pace.packetBytes() <= 0 || !streamed)) {
      return whole;
    }
    int packet = pace.packetBytes() > 0 ? pace.packetBytes() : Integer.MAX_VALUE;
    return Packets.cut(whole, most, packet);
  }
}
