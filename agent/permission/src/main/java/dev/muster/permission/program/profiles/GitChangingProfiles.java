package dev.muster.permission.program.profiles;

/** Commands of git that change a repository, the folder's files or another repository. */
final class GitChangingProfiles {
  private GitChangingProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      command git add, git stage
        flags -nvfuAN --dry-run --verbose --force --update --all --no-all --ignore-removal
        flags --no-ignore-removal --intent-to-add --refresh --ignore-errors --ignore-missing
        flags --sparse --no-warn-embedded-repo --renormalize
        takes --chmod
        with -p -i -e --patch --interactive --edit: unknown it asks, or starts an editor
        always changes the repository's index
        always repository
        operands revision*
        is careful
        deeds: git add -A => changes the repository's index; reads ./**
        deeds: git add f => changes the repository's index; reads ./**; reads f/**
        unsafe: git add .

      command git commit
        flags -aqvns --all --quiet --verbose --no-verify --signoff --no-signoff --amend --no-edit
        flags --allow-empty --allow-empty-message --reset-author --dry-run --short --porcelain
        flags --only --include --no-status --status --no-gpg-sign -o -i
        takes -mCc --message --author --date --reuse-message --cleanup --fixup --squash --trailer
        takes file -Ft --file --template
        always changes the repository's history
        always code the hooks of the repository
        operands revision*
        unsafe: git commit -m x
        deeds: git commit -m x => changes the repository's history; code the hooks of the repository
        deeds: git commit -F .env => reads .env; changes the repository's history; code the hooks of the repository

      command git checkout, git switch, git restore, git reset, git merge, git cherry-pick, git revert
        always checkout
        always changes the repository, and files of the folder
        is any
        unsafe: git checkout x
        unsafe: git restore f
        deeds: git switch x => rewrites; code what the repository's hooks, filters and aliases name; changes the repository, and files of the folder

      command git am
        always fills .
        always checkout
        always changes the repository, and files of the folder
        is any
        unsafe: git am x

      command git rebase
        flags -qvnmri --interactive --quiet --verbose --continue --skip --abort --quit --edit-todo
        flags --autosquash --no-autosquash --autostash --no-autostash --root --keep-base --fork-point
        flags --no-fork-point --merge --apply --signoff --no-verify --verify --update-refs --stat
        flags --reapply-cherry-picks --no-reapply-cherry-picks --committer-date-is-author-date
        takes --onto -s --strategy -X --strategy-option --empty --whitespace
        takes text -x --exec
        maybe --rebase-merges
        always checkout
        always changes the repository, and files of the folder
        operands word*
        is varying
        deeds: git rebase -x 'rm x' main => shell rm x; rewrites; code what the repository's hooks, filters and aliases name; changes the repository, and files of the folder

      command git fetch, git push, git remote-ext, git fetch-pack, git send-pack
        always connects
        always changes a repository, here or elsewhere
        always code what its address, settings and hooks name
        is any
        unsafe: git push
        unsafe: git fetch
        deeds: git push => connects; changes a repository, here or elsewhere; code what its address, settings and hooks name

      command git pull, git clone, git svn, git p4
        always connects
        always checkout
        always changes a repository, here or elsewhere
        always code what its address, settings and hooks name
        is any
        unsafe: git pull
        unsafe: git clone x
        deeds: git pull => connects; rewrites; code what the repository's hooks, filters and aliases name; changes a repository, here or elsewhere; code what its address, settings and hooks name

      command git apply
        flags --stat --numstat --summary --check --index --cached --reverse -R --recount --verbose
        flags -3 --3way --unidiff-zero --apply --no-add --allow-empty --quiet -v -q -z
        takes -pC --directory --whitespace --exclude --include
        unless --stat --numstat --summary --check: fills .
        with --apply --index --cached --3way -3: changes the repository, and files of the folder
        with --apply: fills .
        unless --stat --numstat --summary --check: checkout
        with --apply: checkout
        always repository
        operands file*
        is careful
        safe: git apply --check x.patch
        safe: git apply --stat x.patch
        deeds: git apply x.patch => reads ./**; writes ./**; rewrites; code what the repository's hooks, filters and aliases name; reads x.patch

      command git rm
        flags -fnrq --force --dry-run --cached --ignore-unmatch --sparse --quiet
        with -r: tree
        always changes the repository's index
        operands remove*
        deeds: git rm -r d => changes the repository's index; removes d/**

      command git mv
        flags -fknv --force --dry-run --verbose --sparse
        always changes the repository's index
        operands moved* target
        deeds: git mv a b/ => changes the repository's index; reads a/**; removes a/**; writes b/a/**

      command git clean
        flags -dfinqxX --force --interactive --dry-run --quiet
        takes -e --exclude
        unless -n --dry-run: checkout
        unless -n --dry-run: changes files that the repository does not know
        with -i --interactive: unknown it asks
        always repository
        operands file*
        safe: git clean -nd
        unsafe: git clean -fd
        deeds: git clean -fd => reads ./**; rewrites; code what the repository's hooks, filters and aliases name; changes files that the repository does not know

      command git init
        flags -q --quiet --bare
        takes -b --initial-branch
        always changes makes a repository
        operands fill
        bare changes makes a repository
        unsafe: git init

      command git gc, git prune, git repack, git pack-refs, git replace, git update-ref, git update-index, git write-tree, git commit-tree, git hash-object, git mktag, git mktree, git unpack-objects, git index-pack, git pack-objects, git fast-import
        always changes the repository
        always code what its settings name
        is any
        unsafe: git gc
        unsafe: git hash-object -w x

      command git filter-branch, git read-tree, git checkout-index, git merge-file, git fast-export, git archive, git format-patch, git interpret-trailers
        always changes the repository, or writes files
        always checkout
        is any
        unsafe: git archive HEAD
        unsafe: git checkout-index -a
      """;
}
