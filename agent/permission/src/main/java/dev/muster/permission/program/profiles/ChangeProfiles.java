package dev.muster.permission.program.profiles;

/** Programs that make, change, copy, move and remove files. */
final class ChangeProfiles {
  private ChangeProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program cp gcp
        is files
        flags -abdfiHlLnPpRrsTuvxZcX --archive --attributes-only --copy-contents --force
        flags --interactive --link --dereference --no-clobber --no-dereference --parents
        flags --recursive --remove-destination --strip-trailing-slashes --symbolic-link
        flags --no-target-directory --verbose --one-file-system --debug
        takes -S --suffix --no-preserve --sparse
        takes into -t --target-directory
        maybe --backup --context --preserve --reflink --update
        info --help --version
        with -a -R -r --archive --recursive: tree
        with -b --backup: rewrites
        with -T --no-target-directory: exact
        with -l -s --link --symbolic-link: unknown it makes links
        with -L -H --dereference: unknown it follows links
        with --parents: unknown it makes folders on the way
        operands copied* target
        deeds: cp a b => reads a; writes b; writes b/a
        deeds: cp a b/ => reads a; writes b/a
        deeds: cp -r d b/ => reads d/**; writes b/d/**
        deeds: cp a b c => reads a; writes c/a; reads b; writes c/b
        deeds: cp -t c a => reads a; writes c/a
        deeds: cp -T a b => reads a; writes b
        deeds: cp --sparse never a b/ => reads a; writes b/a
        deeds: cp a . => reads a; writes ./a
        unsafe: cp a b

      program mv gmv
        is files
        flags -bfhinTuvZ --force --interactive --no-clobber --strip-trailing-slashes
        flags --no-target-directory --verbose --context --no-copy --exchange --debug
        takes -S --suffix
        takes into -t --target-directory
        maybe --backup --update
        info --help --version
        with -b --backup: rewrites
        with -T --no-target-directory: exact
        operands moved* target
        deeds: mv a b => reads a/**; removes a/**; writes b/**; writes b/a/**
        deeds: mv a b/ => reads a/**; removes a/**; writes b/a/**
        unsafe: mv a b

      program ln gln
        is files
        flags -bdFfhiLnPTvw --directory --force --interactive --logical --no-dereference
        flags --physical --no-target-directory --verbose
        takes -S --suffix
        takes into -t --target-directory
        maybe --backup
        info --help --version
        with -r --relative: unknown where the link leads is computed
        with -b --backup: rewrites
        with -T --no-target-directory: exact
        with -s --symbolic: operands pointed* target
        operands linked* target
        deeds: ln a b => writes b; links b -> a; writes b/a; links b/a -> a
        deeds: ln -s ../x d/y => writes d/y; links d/y -> d/../x; writes d/y/x; links d/y/x -> d/y/../x
        deeds: ln -sfT /x y => writes y; links y -> /x
        deeds: ln -s a/b => writes ./b; links ./b -> a/b
        unsafe: ln -s a b

      program install ginstall
        is files
        flags -bcCDpsTvZU --compare --preserve-timestamps --strip --no-target-directory
        flags --verbose --directory
        takes -gmoS --group --mode --owner --suffix
        takes into -t --target-directory
        takes program --strip-program
        maybe --backup --context
        info --help --version
        with -b --backup: rewrites
        with -T --no-target-directory: exact
        with -d --directory: operands write*
        with -s --strip: code the program strip
        operands copied* target
        deeds: install -m 755 a b/ => reads a; writes b/a
        deeds: install -d x y => writes x; writes y

      program rm grm
        is files
        flags -dfiIRrvPWx --dir --force --recursive --verbose --one-file-system
        flags --no-preserve-root
        maybe --interactive --preserve-root
        info --help --version
        with -R -r --recursive: tree
        operands remove*
        deeds: rm -rf d => removes d/**
        deeds: rm a b => removes a; removes b
        deeds: rm -- -x => removes -x
        unsafe: rm x

      program rmdir
        is files
        flags -pv --verbose --ignore-fail-on-non-empty
        info --help --version
        with -p --parents: unknown it removes the folders above too
        operands remove*
        deeds: rmdir d => removes d

      program unlink
        info --help --version
        operands remove
        deeds: unlink x => removes x

      program shred
        is files
        flags -fuvxz --force --verbose --exact --zero
        takes -ns --iterations --size
        takes file --random-source
        maybe --remove
        with -u --remove: operands remove*
        operands write*
        deeds: shred x => writes x

      program trash trash-put
        flags -v --verbose
        operands remove*
        deeds: trash x => removes x

      program mkdir gmkdir
        is files
        flags -pvZ --parents --verbose
        takes -m --mode
        maybe --context
        info --help --version
        operands write*
        deeds: mkdir -p a/b c => writes a/b; writes c
        unsafe: mkdir a

      program mkfifo mknod
        takes -m --mode
        operands write word*
        deeds: mkfifo p => writes p

      program mktemp
        flags -dqut --directory --quiet --dry-run
        takes --suffix
        takes fill -p
        maybe fill --tmpdir
        info --help --version
        unless -u --dry-run: changes makes a file for a while
        operands write
        unsafe: mktemp
        unsafe: mktemp x -u

      program touch gtouch
        is files
        flags -acfmh --no-create --no-dereference
        takes -dtA --date --time
        takes file -r --reference
        info --help --version
        operands write*
        deeds: touch -c a b => writes a; writes b
        deeds: touch -r x a => reads x; writes a

      program truncate
        is files
        flags -co --no-create --io-blocks
        takes -s --size
        takes file -r --reference
        info --help --version
        operands write*
        deeds: truncate -s 0 f => writes f

      program fallocate
        flags -cdinpvxz --collapse-range --dig-holes --insert-range --keep-size --punch-hole
        flags --zero-range --posix --verbose
        takes -lo --length --offset
        operands write
        deeds: fallocate -l 10 f => writes f

      program tee gtee
        is files
        flags -aip --append --ignore-interrupts
        maybe --output-error
        info --help --version
        operands write*
        safe: tee
        deeds: tee -a f g => writes f; writes g

      program sponge
        flags -a
        operands write
        deeds: sponge f => writes f

      program split
        is files
        flags -dxekuvsz --numeric-suffixes --hex-suffixes --elide-empty-files --unbuffered
        flags --verbose --quiet --silent --suppress-matched --keep-files
        takes -abClnt --suffix-length --bytes --line-bytes --lines --number --separator
        takes text --filter
        info --help --version
        operands file fill or fills .
        deeds: split f d/x => reads f; writes d/x/**
        deeds: split f => reads f; writes ./**

      program csplit
        is files
        flags -ksz --keep-files --quiet --silent --elide-empty-files --suppress-matched
        takes -bn --suffix-format --digits
        takes fill -f --prefix
        info --help --version
        unless -f --prefix: fills .
        operands file word*
        deeds: csplit f 5 => writes ./**; reads f

      program dd
        is files
        special dd
        info --help --version
        deeds: dd if=a of=b bs=1k count=1 => reads a; writes b
        safe: dd if=a bs=1 count=10
        unsafe: dd of=b

      program chmod gchmod
        is files
        flags -cfvRhP --changes --silent --quiet --verbose --no-preserve-root --preserve-root
        flags --recursive --no-dereference --dereference
        takes file --reference
        info --help --version
        with -R --recursive: tree
        with --reference: operands write*
        with -H -L: unknown it follows links
        operands word write* or unknown it is given no file
        deeds: chmod 644 a b => writes a; writes b
        deeds: chmod -R u+w d => writes d/**
        unsafe: chmod -x f

      program chown chgrp
        is files
        flags -cfhvRP --changes --silent --quiet --verbose --no-dereference --dereference
        flags --no-preserve-root --preserve-root --recursive
        takes --from
        takes file --reference
        info --help --version
        with -R --recursive: tree
        with --reference: operands write*
        with -H -L: unknown it follows links
        operands word write* or unknown it is given no file
        deeds: chown -R a:b d => writes d/**

      program setfacl chattr setfattr xattr
        always unknown it changes what belongs to files
        is any
        info --help --version
        unsafe: setfacl -m u:a:r f

      program patch
        is files
        takes -pFgVxzBYDi --strip --fuzz
        always fills .
        always unknown it changes the files that the patch names
        operands word*
        unsafe: patch -p1

      program ed ex vi vim nvim nano emacs pico micro joe mcedit
        info --version --help
        always unknown it edits, and can start commands
        is any
        unsafe: vim f
        safe: vim --version

      program less more most pg
        flags -aBcCdeEFfgGiIJKLmMnNqQrRsSuUVwWX~ --chop-long-lines --raw-control-chars
        flags --LINE-NUMBERS --quit-if-one-screen --no-init --ignore-case --silent --squeeze-blank-lines
        takes -bhjpPtTxyz
        takes write -o --log-file -O --LOG-FILE
        takes source -k --lesskey-file
        info --version --help -V
        always code a program that prepares files, and what its keys start
        operands file*
        is digits varying
        deeds: less .env => code a program that prepares files, and what its keys start; reads .env
        unsafe: less f
        unsafe: more f

      program man info apropos whatis
        info --version --help
        always unknown it starts a pager
        is any
        unsafe: man ls

      program bat batcat
        flags -APnpfSuhV --show-all --plain --number --force-colorization --unbuffered
        flags --no-config --list-languages --list-themes --help --version --diagnostic --chop-long-lines
        takes -lmH --language --file-name --diff-context --tabs --wrap --terminal-width --color
        takes --theme --theme-light --theme-dark --style -r --line-range --highlight-line --italic-text
        takes --paging --map-syntax --decorations --squeeze-limit --strip-ansi --binary
        with --paging=always: unknown it starts a pager
        unless -P --paging: unknown it may start a pager
        operands file*
        safe: bat -P --style=plain f
        safe: bat --paging=never -n f
        unsafe: bat f
        unsafe: bat --pager x f

      program crontab at batch
        always unknown it decides what runs later
        is any
        unsafe: crontab f

      program sync
        flags -df --data --file-system
        operands file*
        safe: sync
      """;
}
