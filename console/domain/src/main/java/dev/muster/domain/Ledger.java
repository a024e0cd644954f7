package dev.muster.domain;

import java.util.concurrent.CompletionStage;

/**
 * Money set aside before it is spent, and booked afterwards.
 *
 * <p>At any moment what is booked and set aside in a window of a hard cap is at most the cap's
 * amount, over all replicas; only a charge above its reservation's bound could exceed it, and is
 * booked as what it is. Thread-safe; no method blocks, and stages complete on a thread of the
 * ledger, on which nothing slow may run.
 */
public interface Ledger {

  /**
   * Sets money aside under every cap that binds the caller, or under none. Completes when that is
   * durable; never exceptionally.
   */
  CompletionStage<Admission> reserve(SpendRequest request);

  /**
   * Books what a reservation came to and frees the rest. Never lost while the process lives: queued
   * and retried while the store is away, and completes when it is durable. A reservation that is
   * not settled when its process ends is booked at its bound once the longest upstream time is
   * over. Settling the same reservation a second time changes nothing.
   *
   * @param upstream the name of the upstream that answered, which the usage row bears
   */
  CompletionStage<Settled> settle(Reserved reserved, Charge charge, String upstream);

  /** Books what a reservation came to at the upstream that it was meant for. */
  default CompletionStage<Settled> settle(Reserved reserved, Charge charge) {
    return settle(reserved, charge, reserved.request().upstream());
  }

  /**
   * Frees a reservation: nothing was sent, or the provider charges nothing for it.
   *
   * @param why for an operator
   */
  CompletionStage<Settled> release(Reserved reserved, String why);
}
