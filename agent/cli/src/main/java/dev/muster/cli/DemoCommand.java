package dev.muster.cli;

final class DemoCommand {
  DemoCommand(Surroundings around) {}

  int run() {
    return 1;
  }
}
