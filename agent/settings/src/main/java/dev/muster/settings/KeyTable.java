package dev.muster.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every settings key that teams may have in their files, after the vendor's documentation of August
 * 2026 and the public JSON schema of such files.
 *
 * <p>Built on first use; immutable.
 */
final class KeyTable {

  /**
   * A line a key: name, type, scope, marks.
   *
   * <p>Types: {@code b} boolean, {@code i} integer, {@code n} number, {@code s} string, {@code d}
   * the word disable, {@code l} strings, {@code a} list, {@code o} object replaced by member,
   * {@code w} replaced as a whole, {@code g} group. Scopes: {@code A} any, {@code M} managed,
   * {@code U} user or managed, {@code L} user, local or managed, {@code G} global configuration.
   * Marks: {@code !} a wrong type is a fault, {@code t} taken from a folder that is not trusted,
   * {@code 1} a managed value stands alone, {@code +} and {@code -} true or false wins.
   */
  private static final String TABLE =
      """
      $schema w A t
      advisorModel s A
      agent s A
      agentPushNotifEnabled b A
      allowAllClaudeAiMcps b M !
      allowManagedHooksOnly b M !
      allowManagedMcpServersOnly b M !
      allowManagedPermissionRulesOnly b M !
      allowedChannelPlugins a M !1
      allowedHttpHookUrls l A !1
      allowedMarketplaces a M !1
      allowedMcpServers a A !1
      alwaysThinkingEnabled b A !
      apiKeyHelper s A !
      askUserQuestionTimeout w U
      attribution g A
      attribution.commit s A
      attribution.pr s A
      attribution.sessionUrl b A
      autoCompactEnabled b A
      autoCompactWindow i A
      autoConnectIde b G
      autoInstallIdeExtension b G
      autoMemoryDirectory s A
      autoMemoryEnabled b A
      autoMode g U
      autoMode.allow l U
      autoMode.classifyAllShell b U
      autoMode.environment l U
      autoMode.hard_deny l U
      autoMode.soft_deny l U
      autoScrollEnabled b A
      autoUpdatesChannel s A
      availableModels l A !1
      awaySummaryEnabled b A
      awsAuthRefresh s A !
      awsCredentialExport s A !
      axScreenReader b A
      blockedMarketplaces a M !
      browserExternalPageTools s M !
      channelsEnabled b M !
      claudeMd s M !
      claudeMdExcludes l A !
      cleanupPeriodDays i A !
      companyAnnouncements l A
      crossSessionInbound w A
      defaultShell s A !
      deniedMcpServers a A !t
      dialogExpiry w U
      diffTool s G
      disableAgentView b A
      disableAllHooks b A !
      disableArtifact b A
      disableAutoMode d A !t
      disableBrowserExternalNavigation b M !
      disableBundledSkills b A
      disableClaudeAiConnectors b A !
      disableCommandPluginSources b M !
      disableDeepLinkRegistration s A
      disableMobileSimulatorTools b M !
      disableRemoteControl b A !
      disableSideloadFlags b M !
      disableSkillShellExecution b A !
      disableWorkflows b A
      disabledMcpjsonServers l A !t
      editorMode s A
      effortLevel s A !
      emojiCompletionEnabled b A
      enableAllProjectMcpServers b A !
      enableArtifact b U
      enableWorkflows b A
      enabledMcpjsonServers l A !
      enabledPlugins o A
      enforceAvailableModels b A !+
      env o A !
      externalEditorContext b G
      extraKnownMarketplaces o A
      fallbackModel w A !
      fastMode b A !
      fastModePerSessionOptIn b A
      feedbackSurveyRate n A
      fileCheckpointingEnabled b A
      fileSuggestion w A
      footerLinksRegexes a U
      forceLoginGatewayUrl s M !
      forceLoginMethod s A !
      forceLoginOrgUUID w A !
      forceRemoteSettingsRefresh b M !
      gcpAuthRefresh s A !
      hooks g A !
      httpHookAllowedEnvVars l A !1
      includeCoAuthoredBy b A
      includeGitInstructions b A
      inputNeededNotifEnabled b A
      isolatePeerMachines w A
      keybindingFlavor s A
      language s A
      managedMcpServers a M !
      mcpServers o A !
      minimumVersion s A
      model s A !
      modelOverrides o A !
      otelHeadersHelper s A !
      outputStyle s A
      parentSettingsBehavior s M !
      permissionExplainerEnabled b G
      permissions g A !
      permissions.additionalDirectories l A !
      permissions.allow l A !
      permissions.ask l A !t
      permissions.defaultMode s A !t
      permissions.deny l A !t
      permissions.disableAutoMode d A !t
      permissions.disableBypassPermissionsMode d A !t
      plansDirectory s A
      pluginConfigs o U
      pluginSuggestionMarketplaces l M !
      pluginTrustMessage s M !
      policyHelper g M !
      policyHelper.path s M !
      policyHelper.refreshIntervalMs i M !
      policyHelper.timeoutMs i M !
      prUrlTemplate s A
      preferredNotifChannel s A
      prefersReducedMotion b A
      processWrapper s U !
      promptSuggestionEnabled b A
      remote g A
      remote.defaultEnvironmentId s A
      remoteControlAtStartup b A
      requireCoworkFullVmSandbox b M !
      requiredMaximumVersion s M !
      requiredMinimumVersion s M !
      respectGitignore b A !
      respondToBashCommands b A
      sandbox g A !
      sandbox.allowAppleEvents b U !
      sandbox.allowUnsandboxedCommands b A !t-
      sandbox.autoAllowBashIfSandboxed b A !t-
      sandbox.bwrapPath s M !
      sandbox.credentials g A !
      sandbox.credentials.allowPlaintextInject b U !
      sandbox.credentials.awsPairs a U !
      sandbox.credentials.envVars a A !
      sandbox.credentials.files a A !
      sandbox.credentials.sigv4 a U !
      sandbox.enableWeakerNestedSandbox b A !-
      sandbox.enableWeakerNetworkIsolation b A !-
      sandbox.enabled b A !+
      sandbox.enabledPlatforms l A !
      sandbox.excludedCommands l A !
      sandbox.failIfUnavailable b A !t+
      sandbox.filesystem g A !
      sandbox.filesystem.allowManagedReadPathsOnly b M !
      sandbox.filesystem.allowRead l A !
      sandbox.filesystem.allowWrite l A !
      sandbox.filesystem.denyRead l A !t
      sandbox.filesystem.denyWrite l A !t
      sandbox.filesystem.disabled b U !
      sandbox.ignoreViolations o A !
      sandbox.network g A !
      sandbox.network.allowAllUnixSockets b A !-
      sandbox.network.allowLocalBinding b A !
      sandbox.network.allowMachLookup l A !
      sandbox.network.allowManagedDomainsOnly b M !
      sandbox.network.allowUnixSockets l A !
      sandbox.network.allowedDomains l A !
      sandbox.network.deniedDomains l A !t
      sandbox.network.httpProxyPort i A !
      sandbox.network.socksProxyPort i A !
      sandbox.network.strictAllowlist b U !+
      sandbox.network.tlsTerminate w U !
      sandbox.ripgrep w U !
      sandbox.socatPath s M !
      showClearContextOnPlanAccept b A
      showThinkingSummaries b A
      showTurnDuration b A
      skillListingBudgetFraction n A
      skillListingMaxDescChars i A
      skillOverrides o A
      skipAutoPermissionPrompt b U
      skipDangerousModePermissionPrompt b L
      skipWebFetchPreflight b A
      skippedMarketplaces l A
      skippedPlugins l A
      spellcheck w U
      spinnerTipsEnabled b A
      spinnerTipsOverride w A
      spinnerVerbs w A
      sshConfigs a U
      sshHostAllowlist l M !1
      statusLine w A
      strictKnownMarketplaces a M !1
      strictPluginOnlyCustomization w M !
      subagentStatusLine w A
      switchModelsOnFlag w A
      syncClaudeAiSkills w L
      syntaxHighlightingDisabled b A
      teammateDefaultModel w G
      teammateMode s A
      terminalProgressBarEnabled b A
      terminalTitleFromRename w A
      theme s A
      tui s A
      ultracode w A
      useAutoModeDuringPlan b L
      verbose b A
      viewMode s A
      vimInsertModeRemaps o U
      voice w A
      voiceEnabled b A
      wheelScrollAccelerationEnabled b A
      workflowKeywordTriggerEnabled b A
      workflowSizeGuideline s A
      worktree g A
      worktree.baseRef s A
      worktree.bgIsolation s A
      worktree.sparsePaths l A
      worktree.symlinkDirectories l A
      wslInheritsWindowsSettings b M !
      """;

  private static final Map<String, KeySpec> KEYS = parse();

  private KeyTable() {}

  /** The key of that full name, or {@code null}. */
  static @Nullable KeySpec find(String name) {
    return KEYS.get(name);
  }

  /** All keys, in order of name. */
  static Iterable<KeySpec> all() {
    return KEYS.values();
  }

  /** The last parts of the names directly below a group; the top is the empty name. */
  static List<String> leavesBelow(String group) {
    String prefix = group.isEmpty() ? "" : group + ".";
    List<String> leaves = new ArrayList<>();
    for (String name : KEYS.keySet()) {
      if (name.startsWith(prefix) && name.indexOf('.', prefix.length()) < 0) {
        leaves.add(name.substring(prefix.length()));
      }
    }
    return leaves;
  }

  private static Map<String, KeySpec> parse() {
    Map<String, KeySpec> keys = LinkedHashMap.newLinkedHashMap(256);
    int at = 0;
    while (at < TABLE.length()) {
      int end = TABLE.indexOf('\n', at);
      KeySpec key = line(TABLE.substring(at, end));
      keys.put(key.name(), key);
      at = end + 1;
    }
    return keys;
  }

  private static KeySpec line(String line) {
    int space = line.indexOf(' ');
    String marks = line.length() > space + 4 ? line.substring(space + 5) : "";
    Boolean strict = null;
    if (marks.indexOf('+') >= 0) {
      strict = true;
    } else if (marks.indexOf('-') >= 0) {
      strict = false;
    }
    return new KeySpec(
        line.substring(0, space),
        type(line.charAt(space + 1)),
        scope(line.charAt(space + 3)),
        marks.indexOf('!') >= 0,
        marks.indexOf('t') >= 0,
        marks.indexOf('1') >= 0,
        strict);
  }

  private static KeySpec.Type type(char letter) {
    return switch (letter) {
      case 'b' -> KeySpec.Type.BOOLEAN;
      case 'i' -> KeySpec.Type.INTEGER;
      case 'n' -> KeySpec.Type.NUMBER;
      case 's' -> KeySpec.Type.STRING;
      case 'd' -> KeySpec.Type.DISABLE;
      case 'l' -> KeySpec.Type.STRINGS;
      case 'a' -> KeySpec.Type.LIST;
      case 'o' -> KeySpec.Type.MEMBERS;
      case 'w' -> KeySpec.Type.WHOLE;
      case 'g' -> KeySpec.Type.GROUP;
      default -> throw new IllegalStateException("no such type: " + letter);
    };
  }

  private static KeySpec.Scope scope(char letter) {
    return switch (letter) {
      case 'A' -> KeySpec.Scope.ANY;
      case 'M' -> KeySpec.Scope.MANAGED;
      case 'U' -> KeySpec.Scope.USER_OR_MANAGED;
      case 'L' -> KeySpec.Scope.USER_LOCAL_OR_MANAGED;
      case 'G' -> KeySpec.Scope.GLOBAL_CONFIG;
      default -> throw new IllegalStateException("no such scope: " + letter);
    };
  }
}
