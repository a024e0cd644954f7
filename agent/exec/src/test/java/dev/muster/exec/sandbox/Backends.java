package dev.muster.exec.sandbox;

/** Sandboxes that know one backend only. */
final class Backends {

  private Backends() {}

  static Sandbox only(String name, SandboxConfig config) {
    return new Sandbox(config, java.util.List.of(name));
  }
}
