package dev.muster.permission.program.profiles;

/** Programs that transform and compare text. */
final class TextProfiles {
  private TextProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program sort gsort
        is files
        flags -bdfgiMhnRrVcCmsuz --ignore-leading-blanks --dictionary-order --ignore-case
        flags --general-numeric-sort --ignore-nonprinting --month-sort --human-numeric-sort
        flags --numeric-sort --random-sort --reverse --version-sort --debug --merge --stable
        flags --unique --zero-terminated --help --version
        takes -kSt --key --buffer-size --field-separator --parallel --batch-size
        takes file --random-source
        takes write -o --output
        takes fill -T --temporary-directory
        takes program --compress-program
        takes file --files0-from
        with --files0-from: anywhere
        maybe --check
        attached --sort
        operands file*
        safe: sort -rn -k2 f
        safe: sort -u
        safe: sort -t, -k1,1 f g
        unsafe: sort --files0-from=f
        unsafe: sort --outp=f x
        deeds: sort -k 2 f --random-source=r => reads r; reads f
        deeds: sort -o f x => writes f; reads x
        deeds: sort -uof x => writes f; reads x
        deeds: sort --output=f x => writes f; reads x
        deeds: sort --compress-program=x f => runs x …; reads f
        deeds: sort -T d f => writes d/**; reads f

      program uniq
        env *
        is files
        flags -cdDiuz --count --repeated --ignore-case --unique --zero-terminated --help --version
        takes -fsw --skip-fields --skip-chars --check-chars
        maybe --all-repeated --group
        operands file write
        safe: uniq -c f
        safe: uniq -d -f1
        deeds: uniq a b => reads a; writes b

      program cut
        env *
        is files
        flags -nsz --complement --only-delimited --zero-terminated --help --version
        takes -bcdf --bytes --characters --delimiter --fields --output-delimiter
        operands file*
        safe: cut -d: -f1 f
        safe: cut -c1-10 --complement f

      program tr
        env *
        flags -cCdstu --complement --delete --squeeze-repeats --truncate-set1 --help --version
        operands word*
        is varying files
        safe: tr a b
        safe: tr -d '[:space:]'

      program rev
        flags -0V --zero --help --version
        operands file*
        is varying files
        safe: rev f

      program comm
        flags -123iz --check-order --nocheck-order --total --zero-terminated --help --version
        takes --output-delimiter
        operands file*
        is varying files
        safe: comm -12 a b

      program cmp
        flags -blsz --print-bytes --verbose --quiet --silent --help --version -v
        takes -in --bytes --ignore-initial
        operands file*
        is varying files
        safe: cmp a b

      program diff gdiff
        env *
        flags -qscuenyptTNEibwBadrH --brief --report-identical-files --ed --rcs --normal
        flags --side-by-side --left-column --suppress-common-lines --show-c-function --recursive
        flags --expand-tabs --initial-tab --no-dereference --new-file --unidirectional-new-file
        flags --ignore-file-name-case --no-ignore-file-name-case --ignore-case
        flags --ignore-tab-expansion --ignore-trailing-space --ignore-space-change
        flags --ignore-all-space --ignore-blank-lines --text --strip-trailing-cr --minimal
        flags --speed-large-files --suppress-blank-empty --help --version -v
        takes -CUWFxSIL --width --show-function-line --label --tabsize --exclude
        takes --ignore-matching-lines --horizon-lines --palette --line-format --starting-file
        takes --old-line-format --new-line-format --unchanged-line-format --ifdef -D
        takes --old-group-format --new-group-format --unchanged-group-format
        takes --changed-group-format
        takes file -X --exclude-from --from-file --to-file
        maybe --context --unified --color --colour
        with -r --recursive without --no-dereference: follows
        with -l --paginate: code the program pr
        operands tree*
        is digits files
        safe: diff -u a b
        safe: diff -y --width=80 a b
        safe: diff --color=always -U5 a b
        safe: diff -r --no-dereference a b
        safe: diff -r a b
        deeds: diff -r a b => reads a/**; reads b/**; follows a; follows b
        unsafe: diff -l a b
        unsafe: diff --paginate a b
        deeds: diff a b => reads a/**; reads b/**

      program sdiff
        starts diff
        flags -ialstdHWbBEZ --ignore-case --left-column --suppress-common-lines --expand-tabs
        flags --ignore-all-space --ignore-blank-lines --minimal --text --help --version
        takes -wI --width --ignore-matching-lines
        operands file*
        safe: sdiff -s a b
        unsafe: sdiff -o out a b

      program yes
        info --help --version
        operands word*
        safe: yes --version

      program bc
        flags -hilqswv --help --interactive --mathlib --quiet --standard --warn --version
        operands file*
        safe: bc -l
        unsafe: bc -e x
        deeds: bc -lq f => reads f

      program paste
        flags -sz --serial --zero-terminated --help --version
        takes -d --delimiters
        operands file*
        is varying files
        safe: paste -sd, a b

      program join
        flags -iz --ignore-case --check-order --nocheck-order --header --zero-terminated --help
        flags --version
        takes -12aejotv
        operands file*
        is varying files
        safe: join -t, -1 2 a b

      program fold
        flags -bsc --bytes --spaces --characters --help --version
        takes -w --width
        operands file*
        is digits varying files
        safe: fold -w 80 f

      program fmt
        flags -ctsu --crown-margin --split-only --tagged-paragraph --uniform-spacing --help
        flags --version
        takes -pwg --prefix --width --goal
        operands file*
        is digits
        safe: fmt -72 f

      program pr
        flags -acdFfJmrtTv --across --show-control-chars --double-space --form-feed
        flags --join-lines --merge --no-file-warnings --omit-header --omit-pagination
        flags --show-nonprinting --help --version
        takes -DhlNoWw --columns --date-format --header --length --first-line-number --indent
        takes --page-width --width
        maybe -einsS
        maybe --expand-tabs --output-tabs --number-lines --separator --sep-string --pages
        operands file*
        is digits
        safe: pr -2 f

      program expand
        flags -i --initial --help --version
        takes -t --tabs
        operands file*
        is digits varying
        safe: expand -t 4 f

      program unexpand
        flags -a --all --first-only --help --version
        takes -t --tabs
        operands file*
        is varying
        safe: unexpand -a f

      program column
        flags -eLtxndhVJ --keep-empty-lines --table --fillrows --table-noheadings --json
        flags --table-maxout --help --version
        takes -cHlNOoRsTWEr --output-width --table-hide --table-columns-limit --table-columns
        takes --table-order --output-separator --table-right --separator --table-truncate
        takes --table-wrap --table-noextreme --table-name --tree --tree-id --tree-parent
        operands file*
        safe: column -t f
        safe: column -t -s, f

      program seq gseq
        flags -w --equal-width --help --version
        takes -fst --format --separator --terminator
        operands word*
        is digits varying
        safe: seq 1 10
        safe: seq -w 1 2 9
        safe: seq 10 -1 1

      program jot
        flags -ncr
        takes -bwsp
        operands word*
        safe: jot 10

      program numfmt
        flags -z --debug --grouping --zero-terminated --help --version
        takes -d --delimiter --field --format --from --from-unit --invalid --padding --round
        takes --suffix --to --to-unit
        maybe --header
        operands word*
        safe: numfmt --to=iec 1000

      program tsort
        flags --help --version -w
        operands file
        safe: tsort f

      program shuf
        flags -erz --echo --repeat --zero-terminated --help --version
        takes -in --input-range --head-count
        takes file --random-source
        takes write -o --output
        with -e --echo: operands word*
        operands file
        safe: shuf -n 1 f
        safe: shuf -i 1-10
        deeds: shuf -o x f => writes x; reads f

      program factor
        flags -h --exponents --help --version
        operands word*
        is varying
        safe: factor 12

      program expr gexpr
        operands word*
        is plain
        safe: expr 1 + 2
        safe: expr length abc

      program iconv
        is files
        flags -cls --list --silent --verbose --help --version
        takes -ft --from-code --to-code --byte-subst --unicode-subst
        takes write -o --output
        operands file*
        safe: iconv -f latin1 -t utf8 f
        deeds: iconv -o x f => writes x; reads f

      program sed gsed
        flags -nErszu --quiet --silent --regexp-extended --separate --null-data --unbuffered
        flags --posix --debug --sandbox --help --version
        takes --line-length
        takes sed -e --expression
        takes source -f --file
        maybe backup -iI --in-place
        is files
        with -e --expression -f --file: given
        with -i -I --in-place: operands sed sed-file*
        with --version --help: operands word*
        operands sed file*
        safe: sed -n 1,20p f
        safe: sed -n '/a/,/b/p' f
        safe: sed -E 's/(a)b/c/g; s|x|y|' f g
        safe: sed -e 's/a/b/' -e '$d' f
        safe: sed '/^#/d;s/ *$//' f
        safe: sed --version
        unsafe: sed -f script f
        unsafe: sed s/a/b/e f
        unsafe: sed 1e f
        unsafe: sed -e '1e ls' f
        unsafe: sed --expr=1e f
        deeds: sed -n '1p' a b => reads a; reads b
        deeds: sed 's/a/b/w out' f => reads f; writes out
        deeds: sed '/x/r other' f => reads f; reads other
        deeds: sed -i s/a/b/ f => writes f
        deeds: sed -i.bak -e s/a/b/ f => rewrites; writes f
        deeds: sed -n -e 'w x' f => reads f; writes x
        deeds: sed 'w x' f --version => reads f; writes x
        unsafe: sed 'w x' -e p
        deeds: sed '1e rm x' f => reads f; shell rm x
        deeds: sed 's/a/b/e' f => reads f; shell …
        deeds: sed -f .env f => reads .env; code the script .env; rewrites; reads f

      program awk gawk mawk nawk original-awk
        is files
        takes -F --field-separator
        takes assignment -v --assign
        flags -hVbcrSM --help --version --posix --traditional --re-interval --characters-as-bytes
        flags --sandbox --bignum
        takes source -fE --file --exec
        takes code -il --include --load
        with -f --file -E --exec: given
        with --version: operands word*
        operands awk file*
        is stops
        safe: awk '{print $1}' f
        safe: awk -F: '$3 > 100 {print $1, $NF}' f
        safe: awk -v n=3 'NR==n' f
        safe: awk 'BEGIN{s=0} {s+=$1} END{print s/NR}' f
        safe: awk '/a[b]c/ && !/x/ {n++} END {printf "%d", n}' f
        safe: awk 1 f
        unsafe: awk 'BEGIN{system("id")}'
        unsafe: awk '{print > "out"}' f
        unsafe: awk '{print | "sh"}' f
        unsafe: awk 'BEGIN{while(("id"|getline x)>0)print x}'
        unsafe: awk '{getline x < "/etc/passwd"; print x}' f
        unsafe: awk -f prog f
        unsafe: awk '@load "filefuncs"; 1' f
        unsafe: awk 'BEGIN{ARGV[1]="/etc/passwd";ARGC=2}1' f
        unsafe: awk 'BEGIN{for(k in ENVIRON)print ENVIRON[k]}'
        unsafe: awk -i inplace 1 f
        unsafe: awk 'BEGIN{printf "x" > "f"}'
        unsafe: awk 'BEGIN{1system("id")}'
        unsafe: awk 'BEGIN{system("id")}' --version
        safe: awk --version
        deeds: awk '{print}' a b => reads a; reads b
        deeds: awk 'BEGIN { system("rm x") }' => shell rm x
        deeds: awk '{ print > "out" }' f => writes out; reads f
        deeds: awk '{ print $1 | "sort" }' f => shell …; reads f

      program jq gojq
        is files
        flags -cnrjasSCMeRhV0 --compact-output --null-input --raw-output --raw-output0
        flags --join-output --ascii-output --slurp --sort-keys --color-output
        flags --monochrome-output --exit-status --raw-input --tab --seq --stream --stream-errors
        flags --unbuffered --args --jsonargs --help --version --build-configuration
        takes --indent
        takes word word --arg --argjson
        takes word file --slurpfile --rawfile
        takes source -f --from-file
        takes code -L --library-path
        with -f --from-file: given
        with --version -V --help -h --build-configuration: operands word*
        operands jq file*
        env JQ_COLORS
        safe: jq -r '.a.b[0]' f
        safe: jq --arg x 1 '.' f
        safe: jq .
        safe: jq '.environment, .env, {env: 1, "import": 2}' f
        safe: jq -n '[1,2] | map(. + 1)'
        safe: jq -r .name
        unsafe: jq env f
        unsafe: jq '$ENV' f
        unsafe: jq '. as $x | env | keys' f
        unsafe: jq -f p f
        unsafe: jq 'import "a" as a; .' f
        unsafe: jq -L d . f
        deeds: jq --slurpfile a f . g => reads f; reads g
      """;
}
