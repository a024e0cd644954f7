package dev.muster.web;

import dev.muster.api.ErrorType;
import dev.muster.domain.Principal;
import java.util.Map;

/**
 * A request whose route and caller are known.
 *
 * @param inPath the parts of the path that the route's pattern names
 */
record Call(Request request, Principal principal, Map<String, String> inPath, Query query) {

  /** The part of the path of that name. */
  String part(String name) {
    return inPath.getOrDefault(name, "");
  }

  /** The organisation whose things are asked for. */
  String organisation() {
    String organisation = principal.organisation();
    if (organisation == null) {
      throw new Refusal(
          ErrorType.NOT_FOUND,
          "there is no organisation yet; make one with: muster console init --org NAME --admin"
              + " EMAIL");
    }
    return organisation;
  }
}
