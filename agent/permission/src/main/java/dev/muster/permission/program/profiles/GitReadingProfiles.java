package dev.muster.permission.program.profiles;

/**
 * Git and its commands that read.
 *
 * <p>Left out are options that read further arguments from standard input. Abbreviations are not
 * known.
 */
final class GitReadingProfiles {
  private GitReadingProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program git
        flags -P --no-pager --no-optional-locks --literal-pathspecs --glob-pathspecs
        flags --noglob-pathspecs --icase-pathspecs --no-replace-objects --no-advice --no-lazy-fetch
        takes -Cc
        info --version -v --help -h --exec-path --html-path --man-path --info-path
        special git
        is commands careful files
        other checkout
        env GIT_PAGER=cat PAGER=cat GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0
        safe: git --version
        safe: git --no-pager -C sub log
        safe: git -c core.quotepath=off -c color.ui=always status
        safe: GIT_PAGER=cat git log
        unsafe: git
        unsafe: git -c a=b log
        unsafe: git -c core.fsmonitor=./x status
        unsafe: git -c alias.st=!x st
        unsafe: git --git-dir=x log
        unsafe: git --work-tree x log
        unsafe: git --exec-path=x log
        unsafe: git -p log
        unsafe: git --paginate log
        unsafe: git --config-env=a=b log
        unsafe: git -ca=b log
        deeds: git st => rewrites; code what the repository's hooks, filters and aliases name
        unsafe: GIT_PAGER=x git log
        unsafe: GIT_DIR=x git status
        unsafe: GIT_EXTERNAL_DIFF=x git diff
        unsafe: PAGER=x git log
        deeds: git st => rewrites; code what the repository's hooks, filters and aliases name
        deeds: git -C /o log => reads /o/**

      command git version
        flags --build-options

      options diff
        flags -puswbWaRz --patch --no-patch --raw --patch-with-raw --numstat --shortstat
        flags --cumulative --summary --patch-with-stat --name-only --name-status --no-color
        flags --no-color-moved --no-renames --find-copies-harder --check --full-index --binary
        flags --irreversible-delete --pickaxe-all --pickaxe-regex --no-relative --text
        flags --ignore-cr-at-eol --ignore-space-at-eol --ignore-space-change --ignore-all-space
        flags --ignore-blank-lines --function-context --exit-code --quiet --no-ext-diff
        flags --no-textconv --no-prefix --ita-invisible-in-index --minimal --patience --histogram
        flags --indent-heuristic --no-indent-heuristic --compact-summary --default-prefix
        takes -SG
        takes file -O
        takes write --output
        maybe --submodule
        with --ext-diff --textconv: code what the repository's configuration names
        with --submodule: code git in submodules
        attached -UlI --unified --color-moved-ws --word-diff-regex --ws-error-highlight
        attached --diff-filter --find-object --skip-to --rotate-to --ignore-matching-lines
        attached --inter-hunk-context --src-prefix --dst-prefix --line-prefix --anchored
        attached --diff-algorithm --stat-width --stat-name-width --stat-count --stat-graph-width
        maybe -MCBDX --stat --dirstat --color --color-moved --word-diff --color-words
        maybe --find-renames --find-copies --break-rewrites --abbrev --relative --ignore-submodules

      options log
        flags -giEFPcmt --oneline --graph --all --no-decorate --source --follow --full-diff
        flags --reverse --merges --no-merges --first-parent --topo-order --date-order
        flags --author-date-order --relative-date --abbrev-commit --no-abbrev-commit --no-notes
        flags --all-match --invert-grep --regexp-ignore-case --extended-regexp --fixed-strings
        flags --basic-regexp --perl-regexp --left-right --left-only --right-only --cherry
        flags --cherry-pick --cherry-mark --boundary --parents --children --walk-reflogs
        flags --simplify-by-decoration --full-history --dense --sparse --simplify-merges
        flags --ancestry-path --show-pulls --not --no-max-parents --no-min-parents --mailmap
        flags --use-mailmap --no-mailmap --log-size --cc --dd --root --clear-decorations
        flags --no-graph --show-linear-break --exclude-first-parent-only
        takes -nL --since --until --after --before --max-count --skip --author --committer --grep
        takes --grep-reflog
        attached --glob --exclude --decorate-refs --decorate-refs-exclude --date --encoding
        attached --max-parents --min-parents
        attached git-format --format
        maybe git-format --pretty
        maybe --branches --tags --remotes --decorate --notes --no-walk
        with --show-signature --remerge-diff: code a program that git starts for it

      options refs
        last --merged --no-merged --contains --no-contains
        takes --points-at
        attached git-format --sort --format
        maybe --column --color
        flags --no-column --no-color --ignore-case --omit-empty

      command git status
        flags -sbvz --short --branch --show-stash --long --verbose --no-column --ahead-behind
        flags --no-ahead-behind --renames --no-renames --null --no-short
        maybe -u --porcelain --untracked-files --ignored --ignore-submodules --column
        maybe --find-renames
        always repository
        operands revision*
        is careful
        safe: git status
        safe: git status -sb
        safe: git status --porcelain=v2 -uno -- src
        unsafe: git status --porc
        deeds: git status => reads ./**

      command git diff
        flags -0123 --cached --staged --merge-base --no-index --base --ours --theirs
        include diff
        always repository
        operands revision*
        is careful digits
        safe: git diff --stat
        safe: git diff --cached --name-only
        safe: git diff a...b -- f
        safe: git diff HEAD~3 -U10 -M
        unsafe: git diff --output f
        unsafe: git diff --ext-diff
        unsafe: git diff --submodule=diff
        deeds: git diff --no-index /a b => reads ./**; reads /a/**; reads b/**

      command git log, git show
        include log
        include diff
        always repository
        operands revision*
        is careful digits
        safe: git log --oneline -10
        safe: git log -n 5 --author=x -- f
        safe: git log -p --since='2 weeks ago' --format='%h %s'
        safe: git log --graph --all --decorate
        safe: git show HEAD:f
        safe: git log -S foo --pretty=oneline
        unsafe: git log --output=f
        unsafe: git log --textconv
        unsafe: git show --show-signature
        unsafe: git log --format='%G?'
        unsafe: git log --pretty=format:%GK
        unsafe: git log --remerge-diff
        unsafe: git log --outp=f
        unsafe: git log --diff-merges=remerge
        unsafe: git log -S -- --output=f
        unsafe: git log --format -- --output=f
        unsafe: git log --author --output=f
        unsafe: git log --help
        deeds: git log -- f => reads ./**; reads f/**
        deeds: git show HEAD:.env => reads ./**; reads HEAD:.env/**; reads .env/**

      command git rev-list
        flags --count --objects --objects-edge --timestamp --header --no-object-names --quiet
        flags --no-commit-header --commit-header --bisect --bisect-all --use-bitmap-index
        include log
        include diff
        always repository
        operands revision*
        is careful digits
        safe: git rev-list --count HEAD

      command git reflog
        include log
        include diff
        is commands careful digits
        bare repository
        safe: git reflog
        safe: git reflog -5
        unsafe: git reflog expire --all
        unsafe: git reflog delete x

      command git reflog show
        include log
        include diff
        always repository
        operands revision*
        is careful digits
        safe: git reflog show main -2

      command git rev-parse
        flags -q --show-toplevel --verify --quiet --git-dir --absolute-git-dir
        flags --is-inside-work-tree --is-inside-git-dir --is-bare-repository
        flags --is-shallow-repository --show-prefix --show-cdup --symbolic --symbolic-full-name
        flags --all --git-common-dir --revs-only --no-revs --flags --no-flags --local-env-vars
        flags --shared-index-path --show-ref-format
        takes --git-path
        maybe --abbrev-ref --short --branches --tags --remotes --show-object-format --path-format
        always repository
        operands revision*
        is careful
        safe: git rev-parse --abbrev-ref HEAD
        safe: git rev-parse --show-toplevel
        unsafe: git rev-parse --parseopt
        unsafe: git rev-parse --show-superproject-working-tree

      command git ls-files
        flags -cdomisktuvfz --cached --deleted --others --modified --ignored --stage --unmerged
        flags --killed --directory --no-empty-directory --eol --deduplicate --exclude-standard
        flags --error-unmatch --full-name --sparse
        takes -x --exclude
        takes file -X --exclude-from
        attached --format
        maybe --abbrev
        always repository
        operands revision*
        is careful
        safe: git ls-files -o --exclude-standard
        safe: git ls-files 'src/*.java'

      command git ls-tree
        flags -drtlz --long --name-only --name-status --object-only --full-name --full-tree
        maybe --abbrev
        attached --format
        always repository
        operands revision*
        is careful
        safe: git ls-tree -r --name-only HEAD

      command git cat-file
        flags -tsep --batch-all-objects --unordered --buffer
        maybe --batch --batch-check
        always repository
        operands revision*
        is careful
        safe: git cat-file -p HEAD
        unsafe: git cat-file --textconv x
        unsafe: git cat-file --filters x

      command git blame, git annotate
        flags -ltewsfnpcb --porcelain --line-porcelain --incremental --root --show-name
        flags --show-number --show-email --show-stats --score-debug --first-parent --minimal
        flags --color-lines --color-by-age --reverse
        takes -L --ignore-rev
        takes file -S --contents --ignore-revs-file
        attached --date --since --abbrev --encoding
        maybe -MC
        always repository
        operands revision*
        is careful
        safe: git blame -L 1,5 f
        unsafe: git blame --textconv f
        deeds: git -C ../o blame --contents c f => reads ../o/c; reads ../o/**; reads ../o/f/**

      command git describe
        flags --all --tags --contains --exact-match --debug --long --always --first-parent
        attached --abbrev --candidates --match --exclude
        always repository
        operands revision*
        is careful
        safe: git describe --tags --always
        unsafe: git describe --dirty

      command git branch
        flags -arvi --all --remotes --verbose --list --show-current --no-abbrev
        maybe --abbrev
        include refs
        always repository
        with -l --list --merged --no-merged --contains --no-contains --points-at: operands word*
        operands none
        is careful
        safe: git branch
        safe: git branch -vv
        safe: git branch -a
        safe: git branch --list 'f*'
        safe: git branch --sort=-committerdate
        safe: git branch --show-current
        unsafe: git branch x
        unsafe: git branch -d x
        unsafe: git branch -m a b
        unsafe: git branch -D x
        unsafe: git branch --contains -- -D x
        unsafe: git branch -v x
        unsafe: git branch -f x
        unsafe: git branch --edit-description
        unsafe: git branch -u x
        unsafe: git branch --sort='%(signature)'

      command git tag
        flags -li --list
        maybe -n
        include refs
        always repository
        with -l --list -n --merged --no-merged --contains --no-contains --points-at: operands word*
        operands none
        is careful
        safe: git tag
        safe: git tag -l 'v*'
        safe: git tag -n3 --sort=-creatordate
        unsafe: git tag x
        unsafe: git tag -d x
        unsafe: git tag -v x
        unsafe: git tag -a x
        unsafe: git tag --contains -- -d x

      command git for-each-ref
        flags -sp --shell --perl --python --tcl
        attached --count --exclude
        include refs
        always repository
        operands word*
        is careful
        safe: git for-each-ref --format='%(refname)' refs/heads
        unsafe: git for-each-ref --format='%(signature)'

      command git show-ref
        flags -dqs --head --heads --tags --branches --dereference --verify --quiet --exists
        maybe --hash --abbrev
        always repository
        operands word*
        is careful
        safe: git show-ref --heads
        unsafe: git show-ref --exclude-existing

      command git show-branch
        flags -arg --all --remotes --current --topo-order --date-order --sparse --independent
        flags --merge-base --no-name --sha1-name --topics --no-color
        maybe --more --list --color --reflog
        always repository
        operands word*
        is careful
        safe: git show-branch -a
      """;
}
