package dev.muster.permission.program;

import dev.muster.permission.program.Profile.Operands;
import dev.muster.permission.program.Profile.Searches;
import org.jspecify.annotations.Nullable;

/** Programs that list, find in and describe files. Options are those of GNU and of ripgrep. */
final class FilePrograms {
  private FilePrograms() {}

  static @Nullable Profile of(String name) {
    return switch (name) {
      case "ls", "dir", "vdir" -> profile(LS, Operands.FILES_OR_FOLDER, Searches.WHEN_RECURSIVE);
      case "cat" ->
          files(
              "-AbeEnstTuv --show-all --number-nonblank --show-ends --number"
                  + " --squeeze-blank --show-tabs --show-nonprinting");
      case "head" ->
          files("-# -n:c:qvz --lines: --bytes: --quiet --silent --verbose" + " --zero-terminated");
      case "tail" ->
          files(
              "-# -n:c:s:qvzfF --lines: --bytes: --quiet --silent --verbose"
                  + " --zero-terminated --follow? --retry --sleep-interval: --pid:");
      case "grep", "egrep", "fgrep" ->
          profile(GREP, Operands.PATTERN_AND_FILES, Searches.WHEN_RECURSIVE);
      case "rg" -> profile(RG, Operands.PATTERN_AND_FILES, Searches.ALWAYS);
      case "wc" -> files("-clmwL --bytes --chars --lines --words --max-line-length --total:");
      case "stat" -> files("-Lftc: --dereference --file-system --terse --format: --printf:");
      case "du" -> profile(DU, Operands.FILES_OR_FOLDER, Searches.ALWAYS);
      case "df" ->
          files(
              "-ahHiklPTB:t:x: --all --block-size: --human-readable --si --inodes"
                  + " --local --no-sync --output? --portability --type: --exclude-type: --print-type"
                  + " --total");
      case "file" ->
          files(
              "-bikLhr0NnF:e: --brief --mime --mime-type --mime-encoding"
                  + " --dereference --no-dereference --extension --apple --keep-going --raw --print0"
                  + " --no-pad --no-buffer --separator: --exclude:");
      case "basename" -> words("-as:z --multiple --suffix: --zero");
      case "dirname" -> words("-z --zero");
      case "realpath" ->
          files(
              "-emLPqsz --canonicalize-existing --canonicalize-missing --logical"
                  + " --physical --quiet --strip --no-symlinks --zero --relative-to@ --relative-base@");
      case "readlink" ->
          files(
              "-femnqsvz --canonicalize --canonicalize-existing --no-newline"
                  + " --canonicalize-missing --quiet --silent --verbose --zero");
      case "tree" -> profile(TREE, Operands.FILES_OR_FOLDER, Searches.ALWAYS);
      case "cmp" ->
          files(
              "-bln:i:s --print-bytes --verbose --bytes: --ignore-initial: --quiet" + " --silent");
      case "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "md5sum", "b2sum" ->
          files("-btz --binary --text --tag --zero");
      case "cksum" -> files("-a:z --algorithm: --tag --untagged --zero");
      case "sum" -> files("-rs --sysv");
      case "od" ->
          files(
              "-A:j:N:t:S:vw?abcdfiloxs --address-radix: --skip-bytes: --read-bytes:"
                  + " --format: --strings? --output-duplicates --width? --endian:");
      case "hexdump", "hd" ->
          files(
              "-bcCdoxvn:s:e:f@ --canonical --no-squeezing --length: --skip:"
                  + " --one-byte-octal --one-byte-hex --two-bytes-decimal --two-bytes-hex");
      default -> null;
    };
  }

  static Profile files(String options) {
    return profile(options, Operands.FILES, Searches.NEVER);
  }

  static Profile words(String options) {
    return profile(options, Operands.WORDS, Searches.NEVER);
  }

  static Profile profile(String options, Operands operands, Searches searches) {
    return new Profile(new OptionTable(options), operands, searches);
  }

  private static final String LS =
      "-aAbBcCdDfFgGhHiI:klLmnNopqQrRsStT:uUvw:xXzZ1 --all --almost-all --author --escape"
          + " --block-size: --ignore-backups --color? --colour? --directory --dired --classify?"
          + " --file-type --format: --full-time --group-directories-first --no-group"
          + " --human-readable --si --dereference-command-line --dereference --hide:"
          + " --dereference-command-line-symlink-to-dir --hyperlink? --indicator-style: --inode"
          + " --ignore: --kibibytes --numeric-uid-gid --literal --hide-control-chars"
          + " --show-control-chars --quote-name --quoting-style: --reverse --recursive --size"
          + " --sort: --time: --time-style: --tabsize: --width: --context --zero";

  /** Without {@code -R}, which follows links out of the folder that is decided about. */
  private static final String GREP =
      "-# -EFGPe:f@iyvwxcLlm:oqsbHhnTZzA:B:C:aIrU --extended-regexp --fixed-strings --basic-regexp"
          + " --perl-regexp --regexp: --file@ --ignore-case --no-ignore-case --invert-match"
          + " --word-regexp --line-regexp --count --color? --colour? --files-without-match"
          + " --files-with-matches --max-count: --only-matching --quiet --silent --no-messages"
          + " --byte-offset --with-filename --no-filename --label: --line-number --initial-tab"
          + " --null --null-data --after-context: --before-context: --context: --text"
          + " --binary-files: --exclude: --exclude-from@ --exclude-dir: --include: --recursive"
          + " --line-buffered --binary";

  /** Without what starts programs ({@code --pre}, {@code -z}) and without following links. */
  private static final String RG =
      "-A:B:C:abce:E:f@Fg:Hi.Ij:lm:M:nNopPqr:sSt:T:uUvVwx0d: --after-context: --before-context:"
          + " --binary --block-buffered --byte-offset --case-sensitive --color: --colors: --column"
          + " --context: --context-separator: --count --count-matches --crlf --encoding: --engine:"
          + " --field-context-separator: --field-match-separator: --file@ --files"
          + " --files-with-matches --files-without-match --fixed-strings --glob:"
          + " --glob-case-insensitive --heading --hidden --iglob: --ignore-case --ignore-file@"
          + " --include-zero --invert-match --json --line-buffered --line-number --line-regexp"
          + " --max-columns: --max-columns-preview --max-count: --max-depth: --max-filesize:"
          + " --mmap --multiline --multiline-dotall --no-column --no-config"
          + " --no-context-separator --no-filename --no-follow --no-heading --no-hidden"
          + " --no-ignore --no-ignore-dot --no-ignore-exclude --no-ignore-files"
          + " --no-ignore-global --no-ignore-messages --no-ignore-parent --no-ignore-vcs"
          + " --no-json --no-line-number --no-messages --no-mmap --no-multiline --no-pre"
          + " --no-require-git --no-search-zip --no-stats --no-text --no-trim --no-unicode --null"
          + " --null-data --one-file-system --only-matching --passthru --path-separator: --pcre2"
          + " --pcre2-version --pretty --print0 --quiet --regexp: --replace: --smart-case --sort:"
          + " --sortr: --stats --text --threads: --trim --type: --type-add: --type-clear:"
          + " --type-list --type-not: --unrestricted --version --vimgrep --with-filename"
          + " --word-regexp";

  private static final String DU =
      "-0aAbB:cd:DhHklmPsSt:xX@ --null --all --apparent-size --block-size: --bytes --total"
          + " --max-depth: --human-readable --inodes --count-links --no-dereference"
          + " --separate-dirs --si --summarize --threshold: --time? --time-style: --exclude-from@"
          + " --exclude: --one-file-system";

  /** Without what writes ({@code -o}, {@code -R}) and without following links. */
  private static final String TREE =
      "-adfixL:P:I:pshugDFqNQrtcUvCnASJX --noreport --dirsfirst --filesfirst --prune --filelimit:"
          + " --gitignore --du --si --timefmt: --sort? --charset: --matchdirs --ignore-case"
          + " --inodes --device";
}
