package dev.muster.exec.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a program of the kernel's classic packet filter, as {@code seccomp(2)} takes it.
 *
 * <p>Every test is followed by what happens when it holds, so that no jump is longer than a few
 * instructions. The accumulator holds the word that was loaded last.
 */
final class BpfProgram {

  /** Bytes of one instruction ({@code struct sock_filter}). */
  static final int INSTRUCTION = 8;

  private static final int LOAD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_AT_LEAST = 0x35;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int AND = 0x54;
  private static final int RETURN = 0x06;

  private record Instruction(int code, int yes, int no, int operand) {}

  private final List<Instruction> program = new ArrayList<>();

  /** Loads the 32-bit word at that offset of {@code struct seccomp_data}. */
  BpfProgram load(int offset) {
    return add(new Instruction(LOAD, 0, 0, offset));
  }

  /** Keeps only these bits of the accumulator. */
  BpfProgram and(int bits) {
    return add(new Instruction(AND, 0, 0, bits));
  }

  /** Ends with that answer. */
  BpfProgram answer(int answer) {
    return add(new Instruction(RETURN, 0, 0, answer));
  }

  /** Ends with that answer where the accumulator has that value. */
  BpfProgram ifEqual(int value, int answer) {
    return add(new Instruction(JUMP_EQUAL, 0, 1, value)).answer(answer);
  }

  /** Ends with that answer where the accumulator has another value. */
  BpfProgram ifNot(int value, int answer) {
    return add(new Instruction(JUMP_EQUAL, 1, 0, value)).answer(answer);
  }

  /** Ends with that answer where the accumulator, without a sign, is at least that. */
  BpfProgram ifAtLeast(int value, int answer) {
    return add(new Instruction(JUMP_AT_LEAST, 0, 1, value)).answer(answer);
  }

  /** Ends with that answer where the accumulator has any of these bits. */
  BpfProgram ifAnyBit(int bits, int answer) {
    return add(new Instruction(JUMP_ANY_BIT, 0, 1, bits)).answer(answer);
  }

  /** Goes through another program, which always answers, where the accumulator has that value. */
  BpfProgram ifEqual(int value, BpfProgram then) {
    int length = then.program.size();
    if (length > 255) {
      throw new IllegalArgumentException("no jump is as long as " + length);
    }
    add(new Instruction(JUMP_EQUAL, 0, length, value));
    program.addAll(then.program);
    return this;
  }

  private BpfProgram add(Instruction instruction) {
    program.add(instruction);
    return this;
  }

  /** The program as {@code struct sock_filter[]}. */
  byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(program.size() * INSTRUCTION).order(ByteOrder.nativeOrder());
    for (Instruction instruction : program) {
      bytes.putShort((short) instruction.code());
      bytes.put((byte) instruction.yes());
      bytes.put((byte) instruction.no());
      bytes.putInt(instruction.operand());
    }
    return bytes.array();
  }
}
