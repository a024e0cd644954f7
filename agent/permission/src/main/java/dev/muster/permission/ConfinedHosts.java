package dev.muster.permission;

import dev.muster.pattern.HostPattern;
import dev.muster.pattern.HostRules;
import dev.muster.permission.ConfinementPolicy.Ground;
import dev.muster.permission.rule.DomainPattern;
import dev.muster.permission.rule.Rule;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.settings.SandboxSettings;
import dev.muster.settings.Sourced;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which hosts confined commands may reach: by the sandbox's lists and by rules about pages. */
final class ConfinedHosts {

  private final boolean strict;
  private final List<HostPattern> allowed = new ArrayList<>();
  private final List<HostPattern> denied = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<Ground> grounds = new ArrayList<>();

  ConfinedHosts(SandboxSettings settings, Policy policy) {
    boolean managedOnly = SandboxSettings.isOn(settings.hosts().managedOnly());
    this.strict = managedOnly || SandboxSettings.isOn(settings.hosts().strict());
    for (Sourced<String> host : settings.hosts().allowed()) {
      allow(host.value(), host.origin().place());
    }
    for (Rule rule : policy.allow().calls()) {
      boolean counts = !managedOnly || rule.text().origin().layer() == Layer.MANAGED;
      if (rule instanceof Rule.Domain domain && counts) {
        allow(text(domain.pattern()), rule.text().origin().place());
      }
    }
    for (Sourced<String> host : settings.hosts().denied()) {
      deny(host.value(), host.origin().place());
    }
    for (Rule rule : policy.deny().calls()) {
      if (rule instanceof Rule.Domain domain) {
        deny(text(domain.pattern()), rule.text().origin().place());
      }
    }
  }

  private static String text(DomainPattern pattern) {
    return pattern.everything()
        ? "*"
        : (pattern.anyBelow() ? "*." : "") + String.join(".", pattern.labels());
  }

  private void allow(String text, String from) {
    HostPattern pattern = read(text);
    if (pattern == null) {
      remarks.add(from + ": \"" + text + "\" is no host, so that it allows none");
    } else {
      allowed.add(pattern);
      grounds.add(new Ground("host allowed", text, from));
    }
  }

  private void deny(String text, String from) {
    HostPattern pattern = read(text);
    if (pattern == null) {
      faults.add(from + ": \"" + text + "\" is no host, so that it cannot be denied");
    } else {
      denied.add(pattern);
      grounds.add(new Ground("host denied", text, from));
    }
  }

  private static @Nullable HostPattern read(String text) {
    return HostPattern.parse(text);
  }

  /** The rules in a mode; where all asking is switched off, what nothing decides is allowed. */
  HostRules rules(PermissionMode mode) {
    return new HostRules(allowed, denied, !strict && mode == PermissionMode.BYPASS_PERMISSIONS);
  }

  List<String> remarks() {
    return remarks;
  }

  List<String> faults() {
    return faults;
  }

  List<Ground> grounds() {
    return grounds;
  }
}
