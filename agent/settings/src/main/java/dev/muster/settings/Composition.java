package dev.muster.settings;

import dev.muster.protocol.Layer;
import dev.muster.protocol.Problem;
import java.util.List;

/** What became of settings sources: settings, or what is wrong with them. */
public sealed interface Composition {

  /**
   * All sources together.
   *
   * @param warnings what was not taken and why, each one line without a final full stop
   */
  record Composed(Settings settings, List<Fault> warnings) implements Composition {
    public Composed {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * At least one source cannot be relied on, so none is.
   *
   * @param faults at least one, in the order of the sources
   */
  record Rejected(List<Fault> faults) implements Composition {
    public Rejected {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("a rejection needs a fault");
      }
    }

    /** All faults as one problem, one a line, a managed one's blame first. */
    public Problem problem() {
      Fault blamed = faults.getFirst();
      StringBuilder what = new StringBuilder();
      for (Fault fault : faults) {
        if (fault.layer() == Layer.MANAGED && blamed.layer() != Layer.MANAGED) {
          blamed = fault;
        }
        what.append(what.isEmpty() ? "" : "\n").append(fault.text());
      }
      Problem first = blamed.problem();
      return new Problem(first.code(), what.toString(), first.hint());
    }
  }
}
