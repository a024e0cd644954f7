package dev.muster.protocol;

/** Takes events. Implementations are safe for use by several threads and never throw. */
@FunctionalInterface
public interface EventSink {

  /** Takes one event. */
  void emit(Event event);
}
