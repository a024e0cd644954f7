package dev.muster.permission.program.profiles;

/** Programs that search files. */
final class SearchProfiles {
  private SearchProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      # With -R it follows links; BSD's -O, -S and -p bear on that.
      options grep
        flags -EFGPiyvwxclLqsbHhnTZzUaIou --extended-regexp --fixed-strings --basic-regexp
        flags --perl-regexp --ignore-case --no-ignore-case --invert-match --word-regexp
        flags --line-regexp --count --files-without-match --files-with-matches --only-matching
        flags --quiet --silent --no-messages --byte-offset --with-filename --no-filename
        flags --line-number --initial-tab --null --null-data --text --recursive -r
        flags --line-buffered --binary --help --version -V
        takes -mABCdD --max-count --after-context --before-context --context --label
        takes --binary-files --exclude --exclude-dir --include --directories --devices
        takes -e --regexp
        takes file -f --file --exclude-from
        maybe --color --colour

      program grep egrep fgrep ggrep
        starts grep
        include grep
        with -e --regexp -f --file: given
        with -r -R --recursive --dereference-recursive: tree
        with -r -R --recursive --dereference-recursive: operands pattern file* or reads .
        with -R --dereference-recursive: follows
        with -d --directories: unknown it may read what lies below folders
        operands pattern file*
        env GREP_COLORS GREP_COLOR *
        is digits files
        safe: grep -rn --include='*.java' foo src
        safe: grep -e a -e b f
        safe: grep -A3 -B 3 x f
        safe: grep -r -- -x .
        safe: egrep 'a|b' f
        safe: grep --help
        safe: grep -R x .
        unsafe: grep --recu x
        unsafe: grep -d recurse x .
        unsafe: grep --unknown x
        deeds: grep -f pat -r x => reads pat/**; reads x/**
        deeds: grep x =>
        deeds: grep -r x => reads ./**
        deeds: grep /etc/passwd f => reads f
        deeds: grep -n x f --exclude-from=e => reads e; reads f
        deeds: grep -e /etc f => reads f

      # Scripts that unpack what is searched.
      program zgrep zegrep zfgrep bzgrep xzgrep
        starts grep gzip bzip2 xz
        include grep
        with -e --regexp -f --file: given
        operands pattern file*
        is digits
        safe: zgrep -n x a.gz
        unsafe: zgrep -R x .

      program rg
        is files
        flags -abcFHhIilNnopPqSsUuvVwx0. --binary --block-buffered --byte-offset --case-sensitive
        flags --column --count --count-matches --crlf --files --files-with-matches
        flags --files-without-match --fixed-strings --glob-case-insensitive --heading --hidden
        flags --ignore-case --include-zero --invert-match --json --line-buffered --line-number
        flags --line-regexp --max-columns-preview --mmap --multiline --multiline-dotall
        flags --no-column --no-config --no-context-separator --no-filename --no-follow
        flags --no-heading --no-hidden --no-ignore --no-ignore-dot --no-ignore-exclude
        flags --no-ignore-files --no-ignore-global --no-ignore-messages --no-ignore-parent
        flags --no-ignore-vcs --no-json --no-line-number --no-messages --no-mmap --no-multiline
        flags --no-pre --no-require-git --no-search-zip --no-stats --no-text --no-trim
        flags --no-unicode --null --null-data --one-file-system --only-matching --passthru --pcre2
        flags --pcre2-version --pretty --print0 --quiet --smart-case --stats --text --trim
        flags --type-list --unrestricted --version --vimgrep --with-filename --word-regexp --help
        flags --debug --trace --no-encoding --no-binary --no-pcre2 --no-crlf --stop-on-nonmatch
        flags --no-fixed-strings --no-invert-match --no-byte-offset --no-line-buffered --passthrough
        takes -ABCEgjmMtTrd --after-context --before-context --color --colors --context
        takes --context-separator --encoding --engine --field-context-separator
        takes --field-match-separator --glob --iglob --max-columns --max-count --max-depth
        takes --max-filesize --path-separator --replace --sort --sortr --threads --type
        takes --type-add --type-clear --type-not --maxdepth --dfa-size-limit --regex-size-limit
        takes --hyperlink-format --generate
        takes -e --regexp
        takes file -f --file --ignore-file
        takes program --pre --hostname-bin
        takes --pre-glob
        with -z --search-zip: code the programs that unpack files
        with -L --follow: anywhere
        with -e --regexp -f --file --files --type-list --version -V --pcre2-version: given
        with --type-list --version -V --pcre2-version --generate --help: operands word*
        operands pattern tree* or searches .
        safe: rg -n foo
        safe: rg --files -g '*.md'
        safe: rg -tjava -C3 x src
        safe: rg -l --hidden --glob '!.git' 'a|b' .
        safe: rg --version
        unsafe: rg --pre x y
        unsafe: rg --pre=x y
        unsafe: rg --hostname-bin=x y
        unsafe: rg -z x
        unsafe: rg --search-zip x
        unsafe: rg -nz x
        unsafe: rg -L x
        unsafe: rg --follow x
        unsafe: rg --pr x
        deeds: rg x => reads ./**
        deeds: rg --files src => reads src/**
        deeds: rg -e x a b => reads a/**; reads b/**

      program fd fdfind
        flags -HIugsiap0qF1hV --hidden --no-hidden --no-ignore --no-ignore-vcs --no-ignore-parent
        flags --no-require-git --require-git --ignore --ignore-vcs --unrestricted --case-sensitive
        flags --ignore-case --glob --regex --fixed-strings --absolute-path --relative-path
        flags --full-path --print0 --quiet --has-results --show-errors --prune
        flags --one-file-system --mount --xdev --help --version --no-follow --strip-cwd-prefix
        takes -dtecSEoj --and --max-depth --min-depth --exact-depth --type --extension --exclude --color
        takes --size --changed-within --newer --change-newer-than --changed-before --older
        takes --owner --threads --max-results --path-separator --max-buffer-time --format
        takes tree --search-path
        takes file --ignore-file
        takes command-more -x -X --exec --exec-batch
        with -L --follow: anywhere
        with -l --list-details: code the program ls
        operands pattern tree* or searches .
        safe: fd foo
        safe: fd -e java -t f . src
        safe: fd --hidden --glob '*.md'
        unsafe: fd -x rm
        unsafe: fd -L foo
        unsafe: fd foo -X cat
        deeds: fd -e md => reads ./**
        deeds: fd x a b => reads a/**; reads b/**

      program find gfind
        is files
        special find
        safe: find . -name '*.c'
        safe: find src test -type f -not -path './x/*' -print0
        safe: find . '(' -name a -o -name b ')' -prune -o -print
        safe: find
        unsafe: find . -delete
        unsafe: find . -fprint f
        unsafe: find . -fprintf f x
        unsafe: find . -fls f
        unsafe: find . -fprint0 f
        unsafe: find -files0-from f
        unsafe: find -L .
        unsafe: find . -name
        unsafe: find . -follow
        unsafe: find . -execdir x ';'
        unsafe: find . -ok x ';'
        unsafe: find . -okdir x ';'
        deeds: find a b -newer c -name d => reads a/**; reads b/**; reads c
        deeds: find . -type f -exec grep -l x {} + => reads ./**; runs grep -l x .
        deeds: find . -exec rm {} ';' => reads ./**; runs rm .…
        deeds: find src -delete => reads src/**; removes src/**
        deeds: find . -type f -exec sh -c x {} ';' => reads ./**; runs sh -c x .…
        deeds: find . -type f -o -exec cat {} ';' => reads ./**; follows .; runs cat .

      program locate mlocate plocate
        flags -AbceiLNPpqSwr0 --all --basename --count --existing --ignore-case --null --quiet
        flags --statistics --wholename --help --version
        takes -ln --limit --regexp
        always searches /
        operands word*
        deeds: locate -i foo => reads /**
        unsafe: locate -d x foo
      """;
}
