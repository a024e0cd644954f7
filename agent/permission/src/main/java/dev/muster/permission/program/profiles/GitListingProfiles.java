package dev.muster.permission.program.profiles;

/** Commands of git that list what belongs to a repository, and can also change it. */
final class GitListingProfiles {
  private GitListingProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      command git remote
        flags -v --verbose
        always repository
        bare nothing
        is commands careful
        other changes the repository's remotes, or asks them
        safe: git remote
        safe: git remote -v
        safe: git remote get-url origin
        unsafe: git remote add a b
        unsafe: git remote show origin
        unsafe: git remote update
        unsafe: git remote rm a

      command git remote get-url
        flags --all --push
        operands word

      command git config
        flags -lz --list --local --global --system --worktree --show-origin --show-scope
        flags --name-only --null --bool --int --includes --no-includes --get --get-all --get-regexp
        flags --path --bool-or-int --expiry-date
        attached --type --default
        always repository
        with --get --get-all --get-regexp: operands word word
        with -l --list: operands none
        other operands key
        is commands careful
        safe: git config --get user.name
        safe: git config -l
        safe: git config user.name
        safe: git config list
        safe: git config get user.name
        unsafe: git config a.b c
        unsafe: git config set a.b c
        unsafe: git config --unset a
        unsafe: git config -e
        unsafe: git config --edit
        unsafe: git config --get a --unset b
        unsafe: git config --file f -l
        unsafe: git config unset a.b

      command git config list, git config get
        flags -z --local --global --system --worktree --show-origin --show-scope --show-names
        flags --name-only --null --all --regexp --includes --no-includes --bool --int --path
        attached --type --default --value --url
        operands word
        is careful

      command git stash
        always repository
        is commands
        other checkout
        bare checkout
        unsafe: git stash
        unsafe: git stash pop
        unsafe: git stash drop
        deeds: git stash pop => reads ./**; rewrites; code what the repository's hooks, filters and aliases name

      command git stash drop, git stash clear, git stash create, git stash store
        always changes the repository's stashes
        always code what its settings name
        is any
        unsafe: git stash clear

      command git stash list, git stash show
        include log
        include diff
        flags --include-untracked --only-untracked
        operands word*
        is careful digits
        safe: git stash list
        safe: git stash show -p
        safe: git stash show 'stash@{1}' --stat
        unsafe: git stash show --ext-diff
        unsafe: git stash list --output=f

      command git worktree
        always repository
        is commands
        other checkout
        unsafe: git worktree add x
        unsafe: git worktree prune

      command git worktree list
        flags -vz --porcelain --verbose
        safe: git worktree list

      command git notes
        always repository
        bare nothing
        is commands
        other changes the repository's notes

      command git notes list, git notes show, git notes get-ref
        operands word*
        safe: git notes list
        unsafe: git notes add x

      command git bisect
        is commands
        other checkout
        unsafe: git bisect start

      command git bisect run
        always changes which commit the folder holds
        always checkout
        operands command
        deeds: git bisect run rm x => changes which commit the folder holds; rewrites; code what the repository's hooks, filters and aliases name; runs rm x

      command git submodule
        is commands
        bare code git in every submodule
        other checkout
        unsafe: git submodule status
        unsafe: git submodule update

      command git submodule foreach
        always checkout
        flags -q --quiet --recursive
        always code git in every submodule
        operands shell
        deeds: git submodule foreach 'rm x' => rewrites; code what the repository's hooks, filters and aliases name; code git in every submodule; shell rm x

      command git sparse-checkout, git maintenance, git lfs, git flow, git bundle, git rerere
        is commands
        other checkout

      command git sparse-checkout list, git rerere status
        always repository
        safe: git sparse-checkout list

      command git bundle list-heads
        always repository
        operands file word*
        safe: git bundle list-heads x

      command git shortlog
        flags -nsec --numbered --summary --email --committer --all --no-merges --merges
        flags --first-parent
        takes --since --until --after --before --author
        maybe -w --branches --tags --remotes
        attached --group
        attached git-format --format
        always repository
        operands revision*
        is careful digits
        safe: git shortlog -sn
        safe: git shortlog -sn HEAD

      command git merge-base
        flags -a --all --octopus --is-ancestor --fork-point --independent
        always repository
        operands revision*
        safe: git merge-base a b

      command git name-rev
        flags --tags --all --name-only --no-undefined --always
        attached --refs --exclude
        always repository
        operands revision*
        is careful
        safe: git name-rev HEAD

      command git grep
        flags -niwlLcvEFPGhHopWqaIrz --cached --untracked --exclude-standard --no-index
        flags --no-exclude-standard --name-only --files-with-matches --files-without-match --count
        flags --line-number --column --ignore-case --word-regexp --invert-match --extended-regexp
        flags --basic-regexp --perl-regexp --fixed-strings --heading --break --and --or --not
        flags --all-match --full-name --show-function --function-context --no-color
        flags --only-matching --quiet --text --null --no-textconv --recursive --no-recursive
        takes -eABCm --max-depth --max-count --after-context --before-context --context
        takes file -f
        attached --threads
        maybe --color
        always repository
        with -e -f: given
        maybe -O --open-files-in-pager
        with -O --open-files-in-pager: code a program that shows files
        with --recurse-submodules --textconv: code git in submodules, or what its configuration names
        operands pattern revision*
        is careful digits
        safe: git grep -n x
        safe: git grep -l --cached 'a|b' -- '*.java'
        unsafe: git grep -O x
        unsafe: git grep --open-files-in-pager=x y
        unsafe: git grep --recurse-submodules x
        unsafe: git grep --textconv x
        deeds: git grep -n /etc/passwd f => reads ./**; reads f/**

      command git diff-tree, git diff-index
        flags -rtmc --cached --merge-base --no-commit-id --always --root
        include diff
        flags -v
        attached git-format --format
        maybe git-format --pretty
        always repository
        operands revision*
        is careful
        safe: git diff-tree --no-commit-id --name-only -r HEAD
        unsafe: git diff-tree --stdin

      command git cherry
        flags -v --verbose
        maybe --abbrev
        always repository
        operands revision*
        safe: git cherry -v main

      command git range-diff
        flags -s --no-dual-color --left-only --right-only --no-patch --stat --no-color
        attached --creation-factor
        always repository
        operands revision*
        is careful
        safe: git range-diff a...b

      command git count-objects
        flags -vH --verbose --human-readable
        always repository
        safe: git count-objects -vH

      command git check-ignore
        flags -qvnz --quiet --verbose --non-matching --no-index
        always repository
        operands revision*
        safe: git check-ignore -v f
        unsafe: git check-ignore --stdin

      command git check-attr
        flags -az --all --cached
        always repository
        operands word revision*
        safe: git check-attr -a f

      command git check-ref-format
        flags --branch --normalize --allow-onelevel --refspec-pattern
        always repository
        operands word*
        safe: git check-ref-format --branch x

      command git symbolic-ref
        flags -q --quiet --short --recurse --no-recurse
        always repository
        operands word
        safe: git symbolic-ref --short HEAD
        unsafe: git symbolic-ref HEAD refs/heads/x
        unsafe: git symbolic-ref -d HEAD

      command git fsck
        flags --tags --root --unreachable --cache --no-reflogs --full --no-full --strict --verbose
        flags --no-dangling --progress --no-progress --connectivity-only --name-objects --dangling
        always repository
        operands word*
        safe: git fsck --no-progress
        unsafe: git fsck --lost-found

      command git verify-pack
        flags -vs --verbose --stat-only
        always repository
        operands file*
        safe: git verify-pack -v x.idx

      command git ls-remote
        always connects
        always unknown it uses the network
        is any
        unsafe: git ls-remote

      command git var, git help, git credential, git gui, git citool, git instaweb, git web--browse
        always unknown it shows settings, or starts other programs
        is any
        unsafe: git help log
        unsafe: git var -l

      command git difftool, git mergetool, git request-pull, git send-email, git daemon, git shell
        always code a program that git or its configuration names
        is any
        unsafe: git difftool
      """;
}
