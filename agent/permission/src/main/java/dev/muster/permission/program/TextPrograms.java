package dev.muster.permission.program;

import static dev.muster.permission.program.FilePrograms.files;
import static dev.muster.permission.program.FilePrograms.profile;
import static dev.muster.permission.program.FilePrograms.words;

import dev.muster.permission.program.Profile.Operands;
import dev.muster.permission.program.Profile.Searches;
import org.jspecify.annotations.Nullable;

/** Programs that transform text, and that tell about the machine. */
final class TextPrograms {
  private TextPrograms() {}

  static @Nullable Profile of(String name) {
    return switch (name) {
      // Neither -o, nor what starts or spills (--compress-program, -T), nor a list of files.
      case "sort" ->
          files(
              "-bdfgiMhnRrVcCk:msS:t:uz --ignore-leading-blanks --dictionary-order"
                  + " --ignore-case --general-numeric-sort --ignore-nonprinting --month-sort"
                  + " --human-numeric-sort --numeric-sort --random-sort --random-source@ --reverse --sort:"
                  + " --version-sort --batch-size: --check? --debug --key: --merge --stable"
                  + " --buffer-size: --field-separator: --parallel: --unique --zero-terminated");
      case "uniq" -> profile(UNIQ, Operands.ONE_FILE, Searches.NEVER);
      case "cut" ->
          files(
              "-b:c:d:f:nsz --bytes: --characters: --delimiter: --fields:"
                  + " --complement --only-delimited --output-delimiter: --zero-terminated");
      case "tr" -> words("-cCdst --complement --delete --squeeze-repeats --truncate-set1");
      case "nl" ->
          files(
              "-b:d:f:h:i:l:n:ps:v:w: --body-numbering: --section-delimiter:"
                  + " --footer-numbering: --header-numbering: --line-increment: --join-blank-lines:"
                  + " --number-format: --no-renumber --number-separator: --starting-line-number:"
                  + " --number-width:");
      case "tac" -> files("-brs: --before --regex --separator:");
      case "rev" -> files("-0 --zero");
      case "comm" ->
          files(
              "-123z --check-order --nocheck-order --output-delimiter: --total"
                  + " --zero-terminated");
      case "diff" -> diff();
      case "paste" -> files("-d:sz --delimiters: --serial --zero-terminated");
      case "fold" -> files("-bsw: --bytes --spaces --width:");
      case "fmt" ->
          files(
              "-# -ctsup:w:g: --crown-margin --prefix: --split-only --tagged-paragraph"
                  + " --uniform-spacing --width: --goal:");
      case "expand" -> files("-it: --initial --tabs:");
      case "unexpand" -> files("-at: --all --first-only --tabs:");
      case "column" ->
          files(
              "-c:eH:Jl:LN:O:o:R:s:tT:W:x --output-width: --keep-empty-lines"
                  + " --table-hide: --json --table-columns-limit: --table-columns: --table-order:"
                  + " --output-separator: --table-right: --separator: --table --table-truncate:"
                  + " --table-wrap: --fillrows --table-name:");
      case "seq" -> words("-# -f:s:w --format: --separator: --equal-width");
      case "tsort" -> files("");
      default -> ofMachine(name);
    };
  }

  private static @Nullable Profile ofMachine(String name) {
    return switch (name) {
      case "pwd" -> profile("-LP --logical --physical", Operands.NONE, Searches.NEVER);
      case "true", "false", ":", "expr" -> words("");
      case "which" -> words("-as --all");
      case "type" -> words("-atpPf");
      case "whoami", "logname" -> profile("", Operands.NONE, Searches.NEVER);
      case "arch" -> profile("", Operands.NONE, Searches.NEVER);
      case "id" -> words("-aGgnruzZ --group --groups --name --real --user --zero --context");
      case "groups" -> words("");
      case "uname" -> profile(UNAME, Operands.NONE, Searches.NEVER);
      // Neither -F nor an operand, which set the name, nor what asks a name server.
      case "hostname" -> profile("-sI --short --all-ip-addresses", Operands.NONE, Searches.NEVER);
      case "tty" -> profile("-s --silent --quiet", Operands.NONE, Searches.NEVER);
      case "nproc" -> profile("--all --ignore:", Operands.NONE, Searches.NEVER);
      case "free" ->
          profile(
              "-bkmghltwv --bytes --kibi --mebi --gibi --tebi --human --si --lohi"
                  + " --total --wide",
              Operands.NONE,
              Searches.NEVER);
      case "uptime" -> profile("-ps --pretty --since", Operands.NONE, Searches.NEVER);
      case "locale" ->
          words("-amckv --all-locales --charmaps --category-name --keyword-name" + " --verbose");
      default -> null;
    };
  }

  /** Reads files in folders that it compares; below them only if links are not followed. */
  private static Profile diff() {
    return profile(
        "-# -qscC:uU:enyW:pF:tTNx:X@S:iEbwBI:adL: --brief --report-identical-files --context?"
            + " --unified? --ed --rcs --normal --side-by-side --width: --left-column"
            + " --suppress-common-lines --show-c-function --show-function-line: --label:"
            + " --expand-tabs --initial-tab --tabsize: --no-dereference --new-file --exclude:"
            + " --unidirectional-new-file --ignore-file-name-case --exclude-from@ --from-file@"
            + " --to-file@ --starting-file: --ignore-case --ignore-tab-expansion"
            + " --ignore-trailing-space --ignore-space-change --ignore-all-space"
            + " --ignore-blank-lines --ignore-matching-lines: --text --strip-trailing-cr --minimal"
            + " --speed-large-files --horizon-lines: --color? --palette: --line-format:"
            + " --old-line-format: --new-line-format: --unchanged-line-format:",
        Operands.FILES,
        Searches.ALWAYS);
  }

  private static final String UNIQ =
      "-cdDf:is:uzw: --count --repeated --all-repeated? --skip-fields: --group? --ignore-case"
          + " --skip-chars: --unique --zero-terminated --check-chars:";
  private static final String UNAME =
      "-asnrvmpio --all --kernel-name --nodename --kernel-release --kernel-version --machine"
          + " --processor --hardware-platform --operating-system";
}
