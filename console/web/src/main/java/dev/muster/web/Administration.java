package dev.muster.web;

import dev.muster.api.ErrorType;
import dev.muster.domain.Principal;
import dev.muster.domain.Secret;
import dev.muster.domain.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Answers requests for administration: who asks, what for, whether they may, then the handler.
 *
 * <p>Authenticated unless nothing: there is no public route here. Who presents no credential in
 * force learns nothing, not even which paths exist. Blocks; thread-safe.
 */
public final class Administration {

  private final Authenticator authenticator;
  private final List<Route> routes;
  private final BiConsumer<Request, RuntimeException> faults;

  /**
   * Answers by those routes.
   *
   * @param faults is told of each fault of the console itself, with its request
   */
  public Administration(
      Authenticator authenticator,
      List<Route> routes,
      BiConsumer<Request, RuntimeException> faults) {
    this.authenticator = authenticator;
    this.routes = List.copyOf(routes);
    this.faults = faults;
  }

  /** Every route, for those who check them. */
  public List<Route> routes() {
    return routes;
  }

  /** Answers a request. */
  public Reply answer(Request request) {
    try {
      return answered(request);
    } catch (Refusal refusal) {
      return Reply.error(refusal.type(), refusal.message(), request.id());
    } catch (IllegalArgumentException wrong) {
      return Reply.error(
          ErrorType.INVALID_REQUEST, String.valueOf(wrong.getMessage()), request.id());
    } catch (StoreException away) {
      faults.accept(request, away);
      return Reply.error(
          ErrorType.UNAVAILABLE,
          "the database cannot be reached just now; try again in a moment",
          request.id());
    } catch (RuntimeException fault) {
      faults.accept(request, fault);
      return Reply.error(
          ErrorType.INTERNAL, "a fault of the console; its log says more", request.id());
    }
  }

  private Reply answered(Request request) {
    Optional<Secret> credential = request.credential();
    Optional<Principal> known = credential.flatMap(authenticator::principal);
    if (known.isEmpty()) {
      return Reply.error(
          ErrorType.AUTHENTICATION, "missing or invalid admin credentials", request.id());
    }
    List<String> path = Route.split(request.path());
    List<String> otherMethods = new ArrayList<>();
    for (Route route : routes) {
      Optional<Map<String, String>> match = route.match(path);
      if (match.isPresent() && route.method().equals(request.method())) {
        if (!known.get().permissions().contains(route.permission())) {
          return Reply.error(
              ErrorType.PERMISSION,
              "requires " + route.permission().name().toLowerCase(Locale.ROOT),
              request.id());
        }
        Call call = new Call(request, known.get(), match.get(), Query.of(request.query()));
        return route.handler().answer(call);
      }
      match.ifPresent(found -> otherMethods.add(route.method()));
    }
    String methods =
        otherMethods.isEmpty() ? "" : "; it answers " + String.join(", ", otherMethods);
    return Reply.error(
        ErrorType.NOT_FOUND,
        request.method() + " " + request.path() + " is not here" + methods,
        request.id());
  }
}
