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
        flags --remove-files --null --delete --index-file --xattrs --acls --selinux
        takes -CfTXIVbFKNgLH --directory --file --files-from --exclude-from
        takes --use-compress-program --label --blocking-factor --info-script --new-volume-script
        takes --exclude --strip-components --owner --group --mode --mtime --newer --newer-mtime
        takes --transform --xform --to-command --checkpoint-action --rsh-command --format --sort
        takes --starting-file --suffix --record-size --tape-length --quoting-style --exclude-tag
        takes --exclude-ignore --after-date --hole-detection --clamp-mtime --pax-option
        maybe --checkpoint --occurrence --warning --atime-preserve --backup
        with -A --concatenate --catenate --delete --index-file -g -F: unknown it changes archives
        info --help --version
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
        deeds: tar xzf a.tgz => reads a.tgz; writes ./**
        deeds: tar -xf a.tar -C d => reads a.tar; writes d/**
        deeds: tar czf a.tgz src => writes a.tgz; reads src/**
        deeds: tar -cf - -C /etc passwd => reads passwd/**; reads /etc/passwd/**
        deeds: tar -xOf a.tar x => reads a.tar
        deeds: tar tf a.tar --checkpoint-action=exec=x => code what a checkpoint of tar names; shell x; reads a.tar

      program gzip gunzip pigz bzip2 bunzip2 xz unxz lzma unlzma zstd unzstd uncompress
        flags -cdfhklLnNqrtvV0123456789Ts --stdout --to-stdout --decompress --uncompress --force
        flags --keep --list --no-name --name --quiet --recursive --test --verbose --fast --best
        flags --rsyncable --synchronous --small --extreme --help --version --ultra
        unless -c --stdout --to-stdout -l --list -t --test: unknown it puts packed files in place of others
        with -r --recursive: unknown it goes through folders
        operands file*
        safe: gzip -l a.gz
        safe: gzip -dc a.gz
        safe: xz -t a.xz
        safe: zstd -dc a.zst
        unsafe: gzip a
        unsafe: gunzip a.gz
        unsafe: xz -S .x a

      program zcat bzcat xzcat lzcat zstdcat gzcat
        flags -cdfhklLnNqtvV --force --quiet --stdout --help --version
        operands file*
        safe: zcat a.gz
        safe: xzcat a.xz
        unsafe: zcat -S x a

      program zdiff zcmp bzdiff xzdiff zless zmore zipgrep
        always unknown it starts other programs
        is any
        unsafe: zless a.gz

      program unzip
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
        is whole careful
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
