package dev.muster.domain;

import java.util.concurrent.CompletableFuture;

/** A request for a reservation on its way to the store. */
record Asking(SpendRequest request, CompletableFuture<Admission> answer) {

  /** Answers that nothing can be reserved just now. */
  void unavailable(String why) {
    answer.complete(new Admission.Unavailable(why));
  }
}
