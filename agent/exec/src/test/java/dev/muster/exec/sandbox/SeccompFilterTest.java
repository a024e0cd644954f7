package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the filter's program as the kernel would; the real kernel's turn is in the escape suite. */
class SeccompFilterTest {

  private static final int X86_64 = 0xc000003e;

  /** What the kernel answers to a call, by the rules of its classic packet filter. */
  private static int answer(byte[] program, int machine, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    data.putInt(number).putInt(machine).putLong(0);
    for (long argument : arguments) {
      data.putLong(argument);
    }
    ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
    int accumulator = 0;
    int at = 0;
    while (true) {
      int from = at * BpfProgram.INSTRUCTION;
      int operation = code.getShort(from);
      int yes = code.get(from + 2) & 0xff;
      int no = code.get(from + 3) & 0xff;
      int operand = code.getInt(from + 4);
      at++;
      switch (operation) {
        case 0x20 -> accumulator = data.getInt(operand);
        case 0x54 -> accumulator &= operand;
        case 0x15 -> at += accumulator == operand ? yes : no;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? yes : no;
        case 0x45 -> at += (accumulator & operand) != 0 ? yes : no;
        case 0x06 -> {
          return operand;
        }
        default -> throw new AssertionError("no such operation: " + operation);
      }
    }
  }

  private static byte[] program(String machine, boolean inet, boolean unix) {
    SeccompFilter.Reach reach =
        inet ? SeccompFilter.Reach.OWN_NAMESPACES : SeccompFilter.Reach.THE_MACHINE;
    return new SeccompFilter(SystemCalls.of(machine).orElseThrow(), reach, unix).bytes();
  }

  @ParameterizedTest
  @CsvSource({
    // read, openat, execve, fork, wait4, mmap, prctl, seccomp, memfd_create, landlock_restrict_self
    "0",
    "257",
    "59",
    "57",
    "61",
    "9",
    "157",
    "317",
    "319",
    "446"
  })
  void ordinaryCallsPass(int number) {
    assertThat(answer(program("amd64", true, false), X86_64, number, 1, 2, 3, 4, 5, 6))
        .isEqualTo(SeccompFilter.ALLOW);
  }

  @Test
  void everyNumberOfTheOtherListIsRefusedOnBothMachines() {
    Map<String, String> here = CallNumbers.variables();
    byte[] program = program(System.getProperty("os.arch"), true, false);
    int machine = SystemCalls.of(System.getProperty("os.arch")).orElseThrow().audit();
    for (Map.Entry<String, String> call : here.entrySet()) {
      if (List.of("n_clone", "n_renameat2").contains(call.getKey())) {
        continue;
      }
      assertThat(answer(program, machine, Integer.parseInt(call.getValue()), 0, 0, 0, 0, 0, 0))
          .as(call.getKey())
          .isIn(SeccompFilter.REFUSED, SeccompFilter.ABSENT);
    }
    assertThat(here).hasSizeGreaterThan(40);
  }

  @Test
  void callsOfAnotherMachineEndTheProcess() {
    for (int machine : new int[] {0x40000003, 0xc00000b7, 0}) {
      assertThat(answer(program("amd64", true, false), machine, 0, 0))
          .isEqualTo(SeccompFilter.KILL_PROCESS);
    }
    assertThat(answer(program("amd64", true, false), X86_64, 0x40000000 + 39, 0))
        .isEqualTo(SeccompFilter.ABSENT);
    assertThat(answer(program("aarch64", true, false), 0xc00000b7, 63, 0))
        .isEqualTo(SeccompFilter.ALLOW);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000})
  void noNamespaceIsMade(long flag) {
    byte[] program = program("amd64", true, false);
    assertThat(answer(program, X86_64, 56, flag | 17)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(program, X86_64, 56, 0x3d0f00)).isEqualTo(SeccompFilter.ALLOW);
    assertThat(answer(program, X86_64, 435, 0, 88)).isEqualTo(SeccompFilter.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 0, true, true",
    "2, 1, 6, true, true",
    "2, 524289, 6, true, true",
    "10, 2, 17, true, true",
    "10, 2, 58, true, true",
    "2, 3, 255, true, false",
    "2, 524291, 1, true, false",
    "2, 1, 262, true, false",
    "2, 1, 132, true, false",
    "2, 5, 132, true, false",
    "2, 2, 136, true, false",
    "16, 3, 0, true, true",
    "16, 3, 15, true, false",
    "17, 3, 768, true, false",
    "40, 1, 0, true, false",
    "38, 5, 0, true, false",
    "1, 1, 0, true, false",
    "2, 1, 6, false, false",
    "10, 2, 17, false, false",
    "16, 3, 0, false, false"
  })
  void onlyOrdinarySocketsAreMade(
      long family, long type, long protocol, boolean inet, boolean made) {
    int answer = answer(program("amd64", inet, false), X86_64, 41, family, type, protocol);
    assertThat(answer == SeccompFilter.ALLOW).isEqualTo(made);
  }

  @Test
  void withoutNamespacesNothingReachesBeyondTheCommand() {
    byte[] shared = program("amd64", false, false);
    byte[] own = program("amd64", true, false);
    for (int call : new int[] {90, 268, 92, 280, 188, 29, 240}) {
      assertThat(answer(shared, X86_64, call, 0, 0, 0)).isEqualTo(SeccompFilter.REFUSED);
      assertThat(answer(own, X86_64, call, 0, 0, 0)).isEqualTo(SeccompFilter.ALLOW);
    }
    assertThat(answer(shared, X86_64, 302, 1234, 1)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(shared, X86_64, 302, 0, 1)).isEqualTo(SeccompFilter.ALLOW);
  }

  @Test
  void socketsOfTheDiskAreMadeOnlyWhereTheyMay() {
    byte[] without = program("amd64", true, false);
    byte[] with = program("amd64", true, true);
    assertThat(answer(without, X86_64, 41, 1, 1, 0)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(with, X86_64, 41, 1, 1, 0)).isEqualTo(SeccompFilter.ALLOW);
    assertThat(answer(without, X86_64, 53, 1, 1, 0)).isEqualTo(SeccompFilter.ALLOW);
    assertThat(answer(without, X86_64, 53, 1, 0x80002, 0)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(with, X86_64, 53, 1, 2, 0)).isEqualTo(SeccompFilter.ALLOW);
  }

  @Test
  void whatIsLookedIntoIsTakenAsTheKernelTakesIt() {
    byte[] program = program("amd64", true, false);
    assertThat(answer(program, X86_64, 16, 0, 0x5412L)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(program, X86_64, 16, 0, 0x1_0000_5412L)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(program, X86_64, 16, 0, 0x541cL)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(program, X86_64, 16, 0, 0x5413L)).isEqualTo(SeccompFilter.ALLOW);
    assertThat(answer(program, X86_64, 41, 0x1_0000_0001L, 1, 0)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(program, X86_64, 44, 3, 0, 0, 0x20000000L)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(program, X86_64, 46, 3, 0, 0x20000000L)).isEqualTo(SeccompFilter.REFUSED);
    assertThat(answer(program, X86_64, 44, 3, 0, 0, 0x4000L)).isEqualTo(SeccompFilter.ALLOW);
  }
}
