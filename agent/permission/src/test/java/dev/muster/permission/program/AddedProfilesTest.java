package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.program.AddedProfiles.Reading;
import dev.muster.permission.program.AddedProfiles.Reading.Refused;
import dev.muster.permission.program.AddedProfiles.Reading.Usable;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.ShellCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles that are added: what they may tell, and what refuses a file. */
class AddedProfilesTest {
  private static final BashAnalysis ANALYSIS = new BashAnalysis(Map.of());

  private static final String LEDGER =
      """
      # Our own tool.
      program ledger
        flags -v --verbose
        takes file -f --file
        is commands shared
        other changes the books
        safe: ledger balance -f books
        unsafe: ledger post x

      command ledger balance, ledger print
        include shown
        operands word*
        deeds: ledger -f a print x => reads a

      options shown
        takes --depth
      """;

  @Test
  void aProgramOfWhichNothingIsKnownIsAdded() {
    KnownPrograms programs = with(usable(LEDGER, false));
    assertThat(deeds(programs, "ledger balance --depth 2 -v")).isEmpty();
    assertThat(deeds(programs, "ledger post")).isEqualTo("changes the books");
    assertThat(deeds(programs, "ledger balance --unheard-of")).startsWith("unknown");
    assertThat(deeds(with(), "ledger balance")).startsWith("unknown");
  }

  @Test
  void aPersonCanMakeAKnownProgramOnlyStricter() {
    String text =
        """
        program rm
          operands word*
          flags -r
          unsafe: rm x
        program cat
          flags -n
          always connects
          operands word*
          deeds: cat x => reads x; connects
        """;
    KnownPrograms programs = with(usable(text, false));
    assertThat(deeds(programs, "rm -r x")).isEqualTo("removes x/**");
    assertThat(deeds(programs, "cat x")).isEqualTo("reads x; connects");
    assertThat(deeds(programs, "cat -A x")).startsWith("unknown");
    assertThat(deeds(programs, "head x")).isEqualTo("reads x");
  }

  @Test
  void anOrganisationReplacesWhatIsKnown() {
    String text =
        """
        program npm
          is commands
          other code what the project says
          safe: npm list
        command npm list
          always reads package.json
        """;
    KnownPrograms programs = with(usable(text, true), usable(LEDGER, false));
    assertThat(deeds(programs, "npm list")).isEqualTo("reads package.json");
    assertThat(deeds(programs, "npm test")).isEqualTo("code what the project says");
    assertThat(deeds(programs, "ledger print")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          program x; flags a; safe: x          | 2 | there is no role "a"
          program x; flogs -a; safe: x         | 2 | there is no line "flogs"
          program x; takes fle -a; safe: x     | 2 | there is no role "fle"
          program x; with -a nothing; safe: x  | 2 | what follows stands after a colon and a space
          program x; always nonsense; safe: x  | 2 | there is no effect "nonsense"
          program x; always code; safe: x      | 2 | too little or too much after "code"
          program x; flags -a; takes -a        | 3 | the option -a is there twice
          program x; is odd; safe: x           | 1 | there is no trait "odd"
          program x; special git2; safe: x     | 2 | there is no special "git2"
          program x; include y; safe: x        | 2 | there are no options "y" to include
          program x; is any; safe: x           | 1 | arguments may only be left alone where there is "always code"
          program x; operands word             | 1 | the profile has no example
          program x; operands script word      | 2 | "SCRIPT" takes all that follows
          program x/y; safe: x                 | 1 | a program is named without its folder
          program x x; safe: x                 | 1 | "x" is there twice
          program; safe: x                     | 1 | the heading names nothing
          command x y; safe: x                 | 1 | the program of "x y" has no profile in this file
          profile x; safe: x                   | 1 | there is no heading "profile"
          program x; deeds: x                  | 2 | what the example does stands after "=>"
          program x; safe: x; safe: x y        | 3 | the example "x y" does this: unknown: "x" is only known without operands
          program x; unsafe: x                 | 2 | the example "x" does this:
          program x; safe: rm y                | 2 | the example "rm y" does this: removes y
          program rm; operands word; safe: rm y | 3 | the example "rm y" does this: removes y
          """)
  void aFileWithAFaultIsRefused(String text, int line, String reason) {
    String file = text.replaceAll("; ?", "\n  ");
    Reading reading = AddedProfiles.read(file, false, ANALYSIS);
    assertThat(reading).isInstanceOf(Refused.class);
    Refused refused = (Refused) reading;
    assertThat(refused.reason().strip()).isEqualTo(reason);
    assertThat(refused.line()).isEqualTo(line);
  }

  private static AddedProfiles usable(String text, boolean managed) {
    Reading reading = AddedProfiles.read(text, managed, ANALYSIS);
    assertThat(reading).isInstanceOf(Usable.class);
    return ((Usable) reading).profiles();
  }

  private static KnownPrograms with(AddedProfiles... added) {
    return new KnownPrograms(folder -> false, name -> true, List.of(added));
  }

  private static String deeds(KnownPrograms programs, String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    return DeedText.of(
        programs.of(ShellCommand.literal(List.of(), words, List.of(), Path.of("/w"), line)));
  }
}
