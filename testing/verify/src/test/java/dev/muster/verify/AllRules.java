package dev.muster.verify;

import org.opentest4j.TestAbortedException;

/** Runs every rule over the tree that {@code verify.root} names and prints what each finds. */
final class AllRules {

  private interface Check {
    void run();
  }

  private AllRules() {}

  /** Prints each rule's finding; a rule that finds nothing prints nothing. */
  public static void main(String[] args) {
    DocumentationTest documentation = new DocumentationTest();
    check(documentation::whatIsPublicIsDocumented);
    check(documentation::packagesAreNullMarked);
    SizeTest sizes = new SizeTest();
    check(sizes::filesAreShort);
    check(sizes::methodsAreShort);
    check(sizes::parametersAreFew);
    check(new SwitchTest()::noDefaultOverOurOwnTypes);
    BansTest bans = new BansTest();
    BansTest.bans().forEach(ban -> check(() -> bans.nobodyUses(ban)));
    check(bans::noPomBringsWhatIsBanned);
    ModuleGraphTest graph = new ModuleGraphTest();
    check(graph::everyModuleIsInTheTable);
    check(graph::modulesDependOnWhatTheTableAllows);
    check(graph::testHelpersStayInTests);
    check(graph::importsStayWithinTheTable);
    check(graph::packagesFollowFolders);
    check(new WordsTest()::nothingNamesAMachineOrItsRegistry);
    RecordedTest recorded = new RecordedTest();
    check(recorded::suppressionsAreCounted);
    check(recorded::problemCodesAreStable);
    PackagedTest packaged = new PackagedTest();
    check(packaged::theAgentBringsFewLibraries);
    check(packaged::theConsoleBringsFewLibraries);
    check(packaged::theAgentBringsNothingOfTheConsole);
  }

  private static void check(Check check) {
    try {
      check.run();
    } catch (TestAbortedException notPackaged) {
      System.out.println("-- " + notPackaged.getMessage());
    } catch (AssertionError found) {
      System.out.println("== " + found.getMessage());
    }
  }
}
