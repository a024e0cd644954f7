package dev.muster.permission.program.profiles;

/** Programs that pack and unpack. */
final class ArchiveProfiles {
  private ArchiveProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program tar gtar bsdtar
        is files
        flags -cxtruAdvzjJZakmpPshlwWSOBRUGMi0 --create --extract --get --list --append --update
        flags --concatenate --catenate --diff --compare --verbose --gzip --gunzip --ungzip --bzip2
        flags --xz --lzip --lzma --lzop --zstd --compress --auto-compress --keep-old-files
        flags --skip-old-files --keep-newer-files --overwrite --unlink-first --recursive-unlink
        flags --touch --preserve-permissions --same-permissions --preserve-order --same-owner
        flags --no-same-owner --no-same-permissions --numeric-owner --absolute-names --dereference
        flags --hard-dereference --check-links --interactive --confirmation --verify --sparse
        flags --to-stdout --read-full-records --incremental --multi-volume --ignore-zeros
        flags --no-recursion --recursion --one-file-system --exclude-vcs --exclude-caches
        flags --exclude-backups --exclude-vcs-ignores --wildcards --no-wildcards --anchored
        flags --no-anchored --ignore-case --no-ignore-case --block-number --totals --utc
        flags --full-time --show-omitted-dirs --show-transformed-names --force-local
        flags --remove-files --null --delete --clamp-mtime --xattrs --acls --selinux
        takes -CfTXIVbFKNgLH --directory --file --files-from --exclude-from
        takes --use-compress-program --label --blocking-factor --info-script --new-volume-script
        takes --exclude --strip-components --owner --group --mode --mtime --newer --newer-mtime
        takes --transform --xform --to-command --checkpoint-action --rsh-command --format --sort
        takes --starting-file --suffix --record-size --tape-length --quoting-style --exclude-tag
        takes --exclude-ignore --after-date --hole-detection --index-file --warning --pax-option
        maybe --checkpoint --occurrence --atime-preserve --backup
        info --help --version
        starts gzip bzip2 xz zstd lzip lzma lzop compress
        special tar
        safe: tar tzf a.tgz
        safe: tar -tvf a.tar
        safe: tar --list --file=a.tar
        safe: tar --version
        unsafe: tar -tf host:a.tar
        unsafe: tar cPf a.tar /
        unsafe: tar -xf a.tar --to-command=x
        unsafe: tar -tf a.tar -I x
        unsafe: tar x
        unsafe: tar -tf a.tar -L 1
        unsafe: tar -tf a.tar --index-file=x
        unsafe: tar -tf a.tar --delete x
        unsafe: tar -tAf a.tar x
        deeds: tar -cf a.tar --clamp-mtime /x y => writes a.tar; reads /x/**; reads y/**
        deeds: tar xzf a.tgz => reads a.tgz; writes ./**
        deeds: tar -xf a.tar -C d => reads a.tar; writes d/**
        deeds: tar czf a.tgz src => writes a.tgz; reads src/**
        deeds: tar -cf - -C /etc passwd => reads passwd/**; reads /etc/passwd/**
        deeds: tar -xOf a.tar x => reads a.tar
        deeds: tar tf a.tar --checkpoint-action=exec=x => code what a checkpoint of tar names; shell x; reads a.tar

      program gzip gunzip pigz uncompress
        is files
        flags -cdfhklLnNqrtvV123456789 --stdout --to-stdout --decompress --uncompress --force --keep
        flags --list --license --no-name --name --quiet --recursive --test --verbose --fast --best
        flags --rsyncable --synchronous --help --version
        takes -S --suffix
        starts gzip
        unless -c --stdout --to-stdout -l --list -t --test: unknown it puts packed files in place of others
        with -r --recursive: unknown it goes through folders
        operands file*
        safe: gzip -l a.gz
        safe: gzip -dc a.gz
        safe: gunzip -t a.gz
        unsafe: gzip a
        unsafe: gunzip a.gz
        unsafe: gzip -r d

      program bzip2 bunzip2
        flags -cdfhkLqstvVz123456789 --stdout --decompress --compress --force --keep --quiet --small
        flags --test --verbose --fast --best --help --version --license
        unless -c --stdout -t --test: unknown it puts packed files in place of others
        operands file*
        safe: bzip2 -dc a.bz2
        unsafe: bzip2 a

      program xz unxz lzma unlzma
        flags -cdeFfhHklqQtvVz0123456789 --stdout --to-stdout --decompress --uncompress --compress
        flags --force --keep --list --quiet --test --verbose --extreme --help --long-help --version
        flags --robot --no-warn --single-stream --no-sparse
        takes -TMS --threads --memlimit --suffix
        unless -c --stdout --to-stdout -l --list -t --test: unknown it puts packed files in place of others
        operands file*
        safe: xz -t a.xz
        safe: xz -dc a.xz
        unsafe: xz a
        unsafe: xz -S .x a
        unsafe: xz --files=f -dc

      program zstd unzstd
        flags -cdfhHklqtvVz123456789 --stdout --decompress --uncompress --compress --force --keep
        flags --quiet --test --verbose --ultra --help --version --list --rm
        takes -DMT --threads --memory
        takes write -o
        with -D: unknown a dictionary is read
        unless -c --stdout -l --list -t --test: unknown it puts packed files in place of others
        with --rm: unknown it removes what it packs
        operands file*
        safe: zstd -dc a.zst
        unsafe: zstd a
        unsafe: zstd -o x a

      program zcat gzcat
        flags -fhlLqrtvV --force --list --quiet --test --verbose --help --version
        starts gzip
        operands file*
        safe: zcat a.gz
        unsafe: zcat -S x a

      program bzcat xzcat lzcat zstdcat
        flags -cdfhkqtvV --stdout --decompress --force --keep --quiet --test --verbose --help --version
        operands file*
        safe: xzcat a.xz
        unsafe: xzcat --files=f

      program zdiff zcmp bzdiff xzdiff zless zmore zipgrep
        always unknown it starts other programs
        is any
        unsafe: zless a.gz

      program unzip
        is files
        flags -lvtZzqCajnopLfuM12Tsmh --help
        takes -xP
        takes fill -d
        unless -l -v -t -Z -z -p -c: fills .
        operands file word*
        safe: unzip -l a.zip
        safe: unzip -p a.zip x
        safe: unzip -t a.zip
        deeds: unzip a.zip => writes ./**; reads a.zip
        deeds: unzip -o a.zip -d d => writes d/**; writes ./**; reads a.zip

      program zipinfo
        flags -12smlvhtTzMC
        takes -x
        operands file word*
        safe: zipinfo a.zip
        safe: zipinfo -1 a.zip

      program zip
        is whole careful files
        flags -r -q -rq -qr -j -rj -jr -v -u -y -ry -X -0 -1 -9 -r9 -9r -rq9 -recurse-paths -quiet
        takes -x -i -exclude -include
        operands write tree*
        deeds: zip -r a.zip src => writes a.zip; reads src/**
        unsafe: zip -T -TT x a.zip

      program ar gar
        flags -tpvVO
        unless -t -p: unknown it may change the archive
        operands file word*
        safe: ar -t a.a
        unsafe: ar rc a.a b
        unsafe: ar r x

      program cpio pax rar unrar 7z 7za 7zr jar
        info --version --help -h
        always unknown it packs or unpacks
        is any
        unsafe: 7z x a.7z
      """;
}
