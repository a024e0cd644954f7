package dev.muster.permission.program;

import org.jspecify.annotations.Nullable;

/**
 * The options of git's reading commands. Left out are those that write ({@code --output}), start
 * programs ({@code --ext-diff}, {@code --textconv}, {@code --show-signature}, {@code
 * --remerge-diff}), run git in submodules, or read further arguments from standard input.
 */
final class GitOptions {
  private GitOptions() {}

  /** The options of a command, or {@code null} where it is not known to only read. */
  static @Nullable OptionTable of(String command) {
    String listed =
        switch (command) {
          case "status" -> STATUS;
          case "diff" ->
              DIFF + " -0123 --cached --staged --merge-base --no-index --base --ours" + " --theirs";
          case "log", "show", "reflog", "stash" -> LOG + " " + DIFF;
          case "rev-list" ->
              LOG
                  + " --count --objects --objects-edge --timestamp --header"
                  + " --no-object-names --quiet";
          case "rev-parse" -> REV_PARSE;
          case "ls-files" -> LS_FILES;
          case "ls-tree" ->
              "-drtlz --long --name-only --name-status --object-only --full-name"
                  + " --full-tree --abbrev? --format=";
          case "cat-file" ->
              "-tsep --batch? --batch-check? --batch-all-objects --unordered" + " --buffer";
          case "blame", "annotate" -> BLAME;
          case "describe" ->
              "--all --tags --contains --abbrev= --candidates= --exact-match --debug"
                  + " --long --match= --exclude= --always --first-parent";
          case "branch" ->
              "-arvi --all --remotes --verbose --list --show-current --abbrev?"
                  + " --no-abbrev"
                  + REFS;
          case "tag" -> "-ln?i --list" + REFS;
          case "for-each-ref" -> "-sp --shell --perl --python --tcl --count= --exclude=" + REFS;
          case "remote" -> "-v --verbose";
          case "config" ->
              "-lz --get --get-all --get-regexp --list --local --global --system"
                  + " --worktree --show-origin --show-scope --name-only --null --bool --int --type="
                  + " --includes --no-includes --default=";
          case "shortlog" ->
              "-# -nsecw? --numbered --summary --email --committer --group="
                  + " --format= --since: --until: --after: --before: --author: --all --no-merges"
                  + " --merges --branches? --tags? --remotes? --first-parent";
          case "merge-base" -> "-a --all --octopus --is-ancestor --fork-point --independent";
          case "name-rev" -> "--tags --refs= --exclude= --all --name-only --no-undefined --always";
          case "worktree" -> "-vz --porcelain --verbose";
          case "grep" -> GREP;
          default -> "";
        };
    return listed.isEmpty() ? null : new OptionTable(listed);
  }

  private static final String STATUS =
      "-sbvzu? --short --branch --show-stash --porcelain? --long --verbose --untracked-files?"
          + " --ignored? --ignore-submodules? --column? --no-column --ahead-behind"
          + " --no-ahead-behind --renames --no-renames --find-renames?";

  private static final String DIFF =
      "-puswbWaRzM?C?B?DS:G:O@U=l=I=X? --patch --no-patch --unified= --raw --patch-with-raw --stat?"
          + " --numstat --shortstat --dirstat? --cumulative --summary --patch-with-stat"
          + " --name-only --name-status --color? --no-color --color-moved? --no-color-moved"
          + " --color-moved-ws= --word-diff? --word-diff-regex= --color-words? --no-renames"
          + " --find-renames? --find-copies? --find-copies-harder --break-rewrites? --check"
          + " --ws-error-highlight= --full-index --binary --abbrev? --irreversible-delete"
          + " --diff-filter= --find-object= --pickaxe-all --pickaxe-regex --skip-to= --rotate-to="
          + " --relative? --no-relative --text --ignore-cr-at-eol --ignore-space-at-eol"
          + " --ignore-space-change --ignore-all-space --ignore-blank-lines"
          + " --ignore-matching-lines= --inter-hunk-context= --function-context --exit-code"
          + " --quiet --no-ext-diff --no-textconv --ignore-submodules? --src-prefix="
          + " --dst-prefix= --no-prefix --line-prefix= --ita-invisible-in-index --minimal"
          + " --patience --histogram --anchored= --diff-algorithm= --indent-heuristic"
          + " --no-indent-heuristic --stat-width= --stat-name-width= --stat-count="
          + " --compact-summary";

  private static final String LOG =
      "-# -n:giEFPL:cmt --oneline --graph --all --branches? --tags? --remotes? --glob= --exclude="
          + " --decorate? --no-decorate --decorate-refs= --decorate-refs-exclude= --source"
          + " --follow --full-diff --reverse --merges --no-merges --first-parent --topo-order"
          + " --date-order --author-date-order --date= --relative-date --abbrev-commit"
          + " --no-abbrev-commit --pretty? --format= --notes? --no-notes --since: --until: --after:"
          + " --before: --max-count: --skip: --author: --committer: --grep: --grep-reflog:"
          + " --all-match --invert-grep --regexp-ignore-case --extended-regexp --fixed-strings"
          + " --basic-regexp --perl-regexp --left-right --left-only --right-only --cherry"
          + " --cherry-pick --cherry-mark --boundary --parents --children --walk-reflogs"
          + " --simplify-by-decoration --full-history --dense --sparse --simplify-merges"
          + " --ancestry-path --show-pulls --not --no-walk? --encoding= --max-parents="
          + " --min-parents= --no-max-parents --no-min-parents --mailmap --use-mailmap"
          + " --no-mailmap --log-size --cc --dd --root --clear-decorations";

  private static final String REV_PARSE =
      "-q --abbrev-ref? --show-toplevel --short? --verify --quiet --git-dir --absolute-git-dir"
          + " --is-inside-work-tree --is-inside-git-dir --is-bare-repository"
          + " --is-shallow-repository --show-prefix --show-cdup --symbolic --symbolic-full-name"
          + " --all --branches? --tags? --remotes? --git-common-dir --show-object-format?"
          + " --revs-only --no-revs --flags --no-flags";

  private static final String LS_FILES =
      "-cdomisktuvfzx:X@ --cached --deleted --others --modified --ignored --stage --unmerged"
          + " --killed --directory --no-empty-directory --eol --deduplicate --exclude:"
          + " --exclude-from@ --exclude-per-directory= --exclude-standard --error-unmatch"
          + " --full-name --abbrev? --format= --sparse";

  private static final String BLAME =
      "-L:ltewsfnpcbM?C?S@ --porcelain --line-porcelain --incremental --root --date= --since="
          + " --abbrev= --show-name --show-number --show-email --show-stats --score-debug"
          + " --first-parent --minimal --color-lines --color-by-age --contents@ --ignore-rev:"
          + " --ignore-revs-file@ --encoding= --reverse";

  private static final String REFS =
      " --merged? --no-merged? --contains? --no-contains? --points-at: --sort= --format= --column?"
          + " --no-column --color? --no-color --ignore-case";

  private static final String GREP =
      "-# -niwlLcvEFPGhHopWqaIrze:A:B:C:m:f@ --cached --untracked --exclude-standard"
          + " --no-exclude-standard --no-index --name-only --files-with-matches"
          + " --files-without-match --count --line-number --column --ignore-case --word-regexp"
          + " --invert-match --extended-regexp --basic-regexp --perl-regexp --fixed-strings"
          + " --heading --break --max-depth: --max-count: --and --or --not --all-match --full-name"
          + " --show-function --function-context --color? --no-color --only-matching --quiet"
          + " --text --null --after-context: --before-context: --context: --threads= --no-textconv";
}
