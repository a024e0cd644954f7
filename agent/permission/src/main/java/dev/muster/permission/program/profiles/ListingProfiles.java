package dev.muster.permission.program.profiles;

/** Programs that list and show files. */
final class ListingProfiles {
  private ListingProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program ls dir vdir
        env *
        flags -aAbBcCdDfFgGhHikLlmnNopqQrRsStuUvxXzZ1 --all --almost-all --author --escape
        flags --ignore-backups --directory --dired --file-type --full-time --dereference
        flags --group-directories-first --no-group --human-readable --si --inode --literal
        flags --dereference-command-line --dereference-command-line-symlink-to-dir --kibibytes
        flags --numeric-uid-gid --hide-control-chars --show-control-chars --quote-name --reverse
        flags --recursive --size --context --zero --help --version
        takes -ITw --block-size --format --hide --indicator-style --ignore --quoting-style --sort
        takes --time --time-style --tabsize --width
        maybe --color --colour --classify --hyperlink
        with -R --recursive: tree
        with -L --dereference: anywhere
        operands file* or reads .
        is varying
        safe: ls
        safe: ls -lah --color=auto src
        safe: ls -I '*.o' -- -x
        safe: ls --help
        unsafe: ls --unknown
        unsafe: ls --colo
        deeds: ls => reads .
        deeds: ls -R x => reads x/**
        deeds: ls -la a ../b => reads a; reads ../b

      program cat
        env *
        flags -AbeEnstTuv --show-all --number-nonblank --show-ends --number --squeeze-blank
        flags --show-tabs --show-nonprinting --help --version
        operands file*
        is varying files
        safe: cat -n a b
        unsafe: cat -Z f
        deeds: cat a ../b - /etc/passwd => reads a; reads ../b; reads /etc/passwd
        deeds: cat -- -x => reads -x

      program head
        env *
        flags -qvz --quiet --silent --verbose --zero-terminated --help --version
        takes -nc --lines --bytes
        operands file*
        is digits varying files
        safe: head -20 f
        safe: head -n -5 f
        safe: head -c100 f g
        unsafe: head -c
        deeds: head -n 3 a => reads a

      program tail
        env *
        flags -qvzfFr --quiet --silent --verbose --zero-terminated --retry --help --version
        takes -nc --lines --bytes -s --sleep-interval --pid --max-unchanged-stats
        maybe --follow
        operands file*
        is digits varying files
        safe: tail -n+5 f
        safe: tail -f log
        safe: tail -5 f

      program tac
        flags -br --before --regex --help --version
        takes -s --separator
        operands file*
        is varying files
        safe: tac f

      program nl
        env *
        flags -p --no-renumber --help --version
        takes -bdfhilnsvw --body-numbering --section-delimiter --footer-numbering
        takes --header-numbering --line-increment --join-blank-lines --number-format
        takes --number-separator --starting-line-number --number-width
        operands file*
        is varying files
        safe: nl -ba f

      program wc
        env *
        is files
        flags -clmwL --bytes --chars --lines --words --max-line-length --debug --help --version
        takes --total
        takes file --files0-from
        with --files0-from: anywhere
        operands file*
        safe: wc -l f
        safe: wc
        unsafe: wc --files0-from=f
        deeds: wc -l a b => reads a; reads b

      program file
        is files
        flags -bikLhrN0nIdES --brief --mime --mime-type --mime-encoding --dereference
        flags --no-dereference --extension --apple --keep-going --raw --print0 --no-pad --no-buffer
        flags --help --version -v
        takes -FeP --separator --exclude --exclude-quiet --parameter
        takes file -mf --magic-file --files-from
        with -f --files-from: anywhere
        with -C --compile: fills .
        with -z -Z --uncompress --uncompress-noreport: code the programs that unpack files
        with -m --magic-file: unknown a database of one's own tells what is read
        operands file*
        safe: file -b f
        safe: file --mime-type a b
        unsafe: file -m f x
        unsafe: file -C -m f
        unsafe: file -f f
        unsafe: file -bm f x
        unsafe: file -z f

      program stat
        env *
        flags -LfFlnqrstx --dereference --file-system --terse --help --version
        takes -c --format --printf --cached
        operands file*
        safe: stat -c %s f
        safe: stat f g
        safe: stat --format='%a %n' f
        unsafe: stat --unknown f

      program du
        env *
        flags -0aAbcDhHklmPsSxg --null --all --apparent-size --bytes --total --human-readable
        flags --inodes --count-links --no-dereference --separate-dirs --si --summarize
        flags --one-file-system --dereference-args --help --version
        takes -Bdt --block-size --max-depth --threshold --exclude --time-style
        takes file -X --exclude-from --files0-from
        with -L --dereference --files0-from: anywhere
        maybe --time
        operands tree* or searches .
        safe: du -sh .
        safe: du -h --max-depth=1
        unsafe: du -L .
        unsafe: du --files0-from=f
        deeds: du -s a b => reads a/**; reads b/**

      program df
        env *
        flags -aghHiklmnPTvY --all --human-readable --si --inodes --local --no-sync --portability
        flags --print-type --total --help --version
        takes -Btx --block-size --type --exclude-type
        maybe --output
        operands file*
        is varying
        safe: df -h
        safe: df -h .
        safe: df --output=size /

      program tree
        flags -adfixpshugDFqNQrtcUvCnASJXZ --noreport --dirsfirst --filesfirst --prune --gitignore
        flags --du --si --matchdirs --ignore-case --inodes --device --metafirst --info --acl
        flags --opt-toggle --help --version
        takes -LPI --filelimit --timefmt --charset
        takes write -o
        attached --sort
        with -R: fills .
        with -l: anywhere
        with --fromfile: operands file*
        operands tree* or searches .
        safe: tree -L 2
        safe: tree -a -I 'node_modules|.git' src
        safe: tree --sort=size
        unsafe: tree -o f
        unsafe: tree -R -H x
        unsafe: tree -l
        deeds: tree => reads ./**

      program basename
        env *
        flags -az --multiple --zero --help --version
        takes -s --suffix
        operands word*
        is varying
        safe: basename a/b .c
        deeds: basename /etc/passwd =>

      program dirname
        env *
        flags -z --zero --help --version
        operands word*
        is varying
        safe: dirname a/b

      program realpath grealpath
        flags -emLPqsz --canonicalize-existing --canonicalize-missing --canonicalize --logical
        flags -E --physical --quiet --strip --no-symlinks --zero --help --version
        takes file --relative-to --relative-base
        operands file*
        safe: realpath a

      program readlink greadlink
        flags -femnqsvz --canonicalize --canonicalize-existing --no-newline
        flags --canonicalize-missing --quiet --silent --verbose --zero --help --version
        operands file*
        is varying
        safe: readlink -f a

      program namei
        flags -lmnovxZ --long --modes --owners --vertical --nosymlinks --mountpoints --context
        flags --help --version
        operands file*
        safe: namei -l a/b

      program which
        flags -as --all --help --version -v -V
        operands word*
        is varying
        safe: which git node
        deeds: which git =>

      program whereis
        flags -bmsul
        operands word*
        safe: whereis git
        unsafe: whereis -f x

      program lsof
        flags -abhlnNoOPRtUvVX
        maybe -i
        takes -pgcud
        maybe -s
        operands file*
        unless -n: connects
        safe: lsof -n -p 12
        unsafe: lsof -i
        safe: lsof -nP -i
        safe: lsof -nP -iTCP -sTCP:LISTEN
        unsafe: lsof -D r

      program eza exa
        flags -1aAbBdDfFgGhHilmMnorRSTuUxXZ@ --long --grid --oneline --across --recurse --tree
        flags --all --almost-all --list-dirs --only-dirs --only-files --reverse --binary --bytes
        flags --group --header --inode --links --modified --created --accessed --changed --blocks
        flags --numeric --no-permissions --no-filesize --no-user --no-time --no-icons
        flags --git-ignore --group-directories-first --dereference --help --version -v
        takes -LswtI --sort --level --width --time --ignore-glob --time-style
        attached --color --colour --icons --classify --color-scale
        operands tree* or searches .
        with --git: unknown it reads the repository with its configuration
        safe: eza -la
        safe: eza --tree --level=2 src
        unsafe: eza --git

      program pathchk
        flags -pP --portability --help --version
        operands word*
        safe: pathchk a

      program cksum gcksum
        is files
        flags -z --tag --untagged --zero --base64 --raw --debug --warn --quiet --status --strict
        flags --ignore-missing --help --version
        takes -al --algorithm --length
        with -c --check: anywhere
        operands file*
        safe: cksum f
        unsafe: cksum -c f

      program sum
        flags -rs --sysv --help --version
        operands file*
        safe: sum -r f

      program md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum gsha256sum
        is files
        flags -btzw --binary --text --tag --zero --warn --quiet --status --strict --ignore-missing
        flags --help --version
        with -c --check: anywhere
        operands file*
        safe: sha256sum f g
        unsafe: sha256sum -c f
        unsafe: md5sum --check f

      program shasum
        flags -btUw0 --binary --text --UNIVERSAL --01 --tag --warn --quiet --status --strict --help
        flags --ignore-missing --version -v -h -s
        takes -a --algorithm
        with -c --check: anywhere
        operands file*
        safe: shasum -a 256 f
        unsafe: shasum -c f

      program md5
        flags -qr
        takes -s
        operands file*
        safe: md5 -q f

      program od
        is files
        flags -bcdfiloxsv --output-duplicates --traditional --help --version
        takes -AjNtS --address-radix --skip-bytes --read-bytes --format --endian
        maybe -w --width --strings
        operands file*
        safe: od -c f
        safe: od -A x -t x1z -N 16 f

      program hexdump hd
        is files
        flags -bcCdoxvV --canonical --no-squeezing --one-byte-octal --one-byte-hex --one-byte-char
        flags --two-bytes-decimal --two-bytes-hex --two-bytes-octal --help --version
        takes -nse --length --skip --format
        takes file -f --format-file
        maybe -L --color
        operands file*
        safe: hexdump -C f
        safe: hexdump -n 32 -e '1/1' f

      # A second operand, or -r, is written.
      program xxd
        is whole careful files
        flags -a -b -C -E -e -i -p -ps -u -d -v -h -version
        takes -c -g -l -len -n -o -s -R -seek -cols -groupsize
        operands file
        safe: xxd -l 16 f
        safe: xxd -p f
        unsafe: xxd -r f
        unsafe: xxd a b
        unsafe: xxd -r -p a
        unsafe: xxd -rp
        deeds: xxd a => reads a

      program strings
        flags -afwd --all --print-file-name --include-all-whitespace --data --help --version
        takes -netosTU --bytes --encoding --radix --output-separator --target --unicode
        operands file-not-at*
        is careful files
        safe: strings -n 8 f
        unsafe: strings @f

      program base64 base32
        is files
        flags -dDi --decode --ignore-garbage --help --version
        takes -w --wrap
        operands file*
        safe: base64 -d f
        unsafe: base64 -o x -i f
        deeds: base64 f => reads f

      program basenc
        flags -di --decode --ignore-garbage --base64 --base64url --base32 --base32hex --base16
        flags --base2msbf --base2lsbf --z85 --help --version
        takes -w --wrap
        operands file*
        safe: basenc --base16 f
      """;
}
