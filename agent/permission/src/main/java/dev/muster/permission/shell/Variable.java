package dev.muster.permission.shell;

/**
 * A variable of the shell that the text has touched.
 *
 * @param traits a sum of the constants here
 */
record Variable(Value value, int traits) {
  /** Programs may see it. */
  static final int EXPORTED = 1;

  /** What is assigned is evaluated as arithmetic. */
  static final int INTEGER = 2;

  /** Nothing can be assigned. */
  static final int READ_ONLY = 4;

  /** What is assigned changes case. */
  static final int CASED = 8;

  boolean has(int trait) {
    return (traits & trait) != 0;
  }

  Variable with(Value newValue) {
    return new Variable(newValue, traits);
  }

  static Variable join(Variable one, Variable other) {
    if (Same.thing(one, other)) {
      return one;
    }
    Value value = Value.join(one.value, other.value);
    int traits = one.traits | other.traits;
    return Same.thing(value, one.value) && traits == one.traits ? one : new Variable(value, traits);
  }

  boolean same(Variable other) {
    return Same.thing(this, other) || (traits == other.traits && Value.same(value, other.value));
  }
}
