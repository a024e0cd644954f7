package dev.muster.permission.program.profiles;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text that holds a profile.
 *
 * <p>The names are here once more, so that no text is read in vain; a test compares them with the
 * headings.
 */
public final class ProfileTexts {

  /** In each line the name of a text, then those of programs that it tells of. */
  private static final String PROGRAMS =
      """
      listing ls dir vdir cat head tail tac nl wc file stat du df tree basename dirname realpath
      listing grealpath readlink greadlink namei which whereis lsof eza exa pathchk cksum gcksum
      listing sum md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum gsha256sum shasum
      listing md5 od hexdump hd xxd strings base64 base32 basenc
      search grep egrep fgrep ggrep zgrep zegrep zfgrep bzgrep xzgrep rg fd fdfind find gfind
      search locate mlocate plocate
      text sort gsort uniq cut tr rev comm cmp diff gdiff sdiff paste join fold fmt pr expand
      text bc yes unexpand column seq gseq jot numfmt tsort shuf factor expr gexpr iconv sed gsed awk
      text gawk mawk nawk original-awk jq gojq
      shell echo printf pwd true false : test [ cd pushd popd dirs type command builtin exec eval
      shell source . trap read mapfile readarray export readonly local declare typeset unset set
      shell shopt shift return exit break continue wait times logout jobs disown bg fg suspend
      shell hash alias help umask ulimit getopts let caller compgen kill history sh bash dash zsh
      shell ksh mksh ash rbash
      machine date gdate cal ncal sleep uptime free uname hostname hostid arch logname whoami tty
      machine nproc id groups users who w last lastb finger locale getconf tput stty ps pgrep
      machine pidof pstree top vmstat iostat mpstat lscpu lsblk lsmem lsns lsipc lspci lsusb lsmod
      machine dmesg journalctl ss netstat ifconfig ip printenv mount findmnt getfacl lsattr getent
      wrapper timeout gtimeout nice gnice nohup noglob stdbuf time gtime env xargs gxargs sudo
      wrapper doas su runuser watch setsid chrt ionice taskset chroot unshare nsenter systemd-run
      wrapper runcon setpriv capsh firejail bwrap proot fakeroot prlimit setarch linux32 linux64
      wrapper numactl dbus-run-session xvfb-run strace ltrace valgrind unbuffer catchsegv flock
      wrapper script parallel sem hyperfine entr busybox toybox direnv mise asdf devbox nix-shell
      wrapper pipenv poetry pdm rye hatch tox nox pre-commit make gmake ninja just task rake bazel
      wrapper bazelisk buck2 meson scons ant sbt lein mill
      change cp gcp mv gmv ln gln install ginstall rm grm rmdir unlink shred trash trash-put mkdir
      change gmkdir mkfifo mknod mktemp touch gtouch truncate fallocate tee gtee sponge split
      change csplit dd chmod gchmod chown chgrp setfacl chattr setfattr xattr patch ed ex vi vim
      change nvim nano emacs pico micro joe mcedit less more most pg man info apropos whatis bat
      change batcat crontab at batch sync
      archive tar gtar bsdtar gzip gunzip pigz uncompress bzip2 bunzip2 xz unxz lzma unlzma zstd
      archive unzstd zcat gzcat bzcat xzcat lzcat zstdcat zdiff zcmp bzdiff xzdiff zless zmore
      archive zipgrep unzip zipinfo zip ar gar cpio pax rar unrar 7z 7za 7zr jar
      network curl wget ssh scp sftp rsync ping ping6 traceroute tracepath mtr dig nslookup host
      network whois nc ncat netcat socat telnet ftp http https xh httpie aria2c lynx links w3m
      network elinks nmap tcpdump tshark iperf3 ab wrk openssl ssh-keygen ssh-add ssh-agent
      network ssh-copy-id gpg gpg2 pass age mail sendmail mutt
      developer python python3 python2 python3.9 python3.10 python3.11 python3.12 python3.13
      developer python3.14 pypy3 node nodejs ruby perl php lua luajit R Rscript julia ghci irb pry
      developer deno bun ts-node tsx groovy scala java javac javap jshell kotlin kotlinc gcc g++
      developer cc c++ clang clang++ ld as gdb lldb nasm cmake ccache ctest sqlite3 psql mysql
      developer mongo mongosh redis-cli nm gnm size gsize readelf greadelf objdump gobjdump ldd
      developer npm pnpm yarn npx pnpx bunx corepack nx turbo lerna mvn mvnw gradle gradlew cargo
      developer rustc rustup rustfmt clippy-driver go gofmt dotnet swift xcodebuild mix elixir
      developer rebar3 cabal stack ghc opam dune zig nim crystal dart flutter pip pip3 uv uvx
      developer conda mamba pipx easy_install virtualenv gem bundle bundler composer cpan luarocks
      developer pytest jest vitest mocha ava karma cypress playwright phpunit rspec eslint
      developer prettier tsc webpack vite rollup esbuild babel stylelint biome standard mypy
      developer flake8 pylint black isort ruff pyright bandit pycodestyle autopep8 rubocop
      developer golangci-lint staticcheck checkstyle spotbugs clang-format clang-tidy shellcheck
      developer scc tokei code idea subl open xdg-open start pbcopy pbpaste xclip xsel wl-copy
      developer wl-paste clip osascript powershell pwsh cmd csh tcsh fish nu elvish tmux screen
      developer zellij
      system docker podman nerdctl docker-compose kubectl oc k9s kubectx kubens helm helmfile
      system kustomize skaffold minikube kind argocd flux istioctl terraform tofu terragrunt
      system pulumi ansible ansible-playbook packer vagrant vault consul nomad aws gcloud gsutil
      system bq az heroku fly flyctl vercel netlify wrangler doctl firebase gh glab hub apt
      system apt-get dnf yum zypper pacman apk emerge snap flatpak port nix nix-env guix apt-cache
      system apt-file aptitude dpkg dpkg-query rpm brew systemctl service launchctl initctl
      system killall pkill shutdown reboot halt poweroff init useradd userdel usermod groupadd
      system passwd chpasswd visudo fdisk parted mkfs mkswap swapon umount losetup cryptsetup lvm
      system iptables nft ufw firewall-cmd sysctl modprobe insmod rmmod hg svn cvs bzr jj fossil
      system p4
      git-reading git
      """;

  /** The same for the commands of git. */
  private static final String GIT =
      """
      git-reading version status diff log show rev-list reflog rev-parse ls-files ls-tree cat-file
      git-reading blame annotate describe branch tag for-each-ref show-ref show-branch
      git-listing remote config stash worktree notes bisect submodule sparse-checkout maintenance
      git-listing lfs flow bundle rerere shortlog merge-base name-rev grep diff-tree diff-index
      git-listing cherry range-diff count-objects check-ignore check-attr check-ref-format
      git-listing symbolic-ref fsck verify-pack ls-remote var help credential gui citool instaweb
      git-listing web--browse difftool mergetool request-pull send-email daemon shell
      git-changing add stage commit checkout switch restore reset merge cherry-pick revert am
      git-changing rebase pull fetch push clone remote-ext svn p4 fetch-pack send-pack apply rm mv
      git-changing clean init gc prune repack pack-refs filter-branch replace update-ref
      git-changing update-index write-tree read-tree commit-tree hash-object mktag mktree
      git-changing unpack-objects index-pack pack-objects fast-import fast-export archive
      git-changing format-patch interpret-trailers checkout-index merge-file
      """;

  /** The same for sets of options that others include. */
  private static final String OPTIONS =
      """
      search grep
      git-reading diff log refs
      """;

  private ProfileTexts() {}

  /**
   * The text that holds the profile of a program, or of one of its commands, or {@code null}.
   *
   * @param name of the program, followed by that of the command if one is wanted
   */
  public static @Nullable String of(String name) {
    if (name.startsWith("git ")) {
      int end = name.indexOf(' ', 4);
      return text(line(GIT, end < 0 ? name.substring(4) : name.substring(4, end)));
    }
    int space = name.indexOf(' ');
    return text(line(PROGRAMS, space < 0 ? name : name.substring(0, space)));
  }

  /** The text that holds a set of options that others include, or {@code null}. */
  public static @Nullable String ofOptions(String set) {
    return text(line(OPTIONS, set));
  }

  /** All texts. */
  public static List<String> all() {
    return List.of(
        ListingProfiles.text(),
        SearchProfiles.text(),
        TextProfiles.text(),
        ShellProfiles.text(),
        MachineProfiles.text(),
        WrapperProfiles.text(),
        ChangeProfiles.text(),
        ArchiveProfiles.text(),
        NetworkProfiles.text(),
        DeveloperProfiles.text(),
        SystemProfiles.text(),
        GitReadingProfiles.text(),
        GitListingProfiles.text(),
        GitChangingProfiles.text());
  }

  /** The first word of the line that holds a name among its others, or nothing. */
  private static String line(String index, String name) {
    int at = index.indexOf(name);
    while (at > 0) {
      int end = at + name.length();
      if (index.charAt(at - 1) == ' ' && (index.charAt(end) == ' ' || index.charAt(end) == '\n')) {
        int start = index.lastIndexOf('\n', at) + 1;
        return index.substring(start, index.indexOf(' ', start));
      }
      at = index.indexOf(name, end);
    }
    return "";
  }

  private static @Nullable String text(String name) {
    return switch (name) {
      case "listing" -> ListingProfiles.text();
      case "search" -> SearchProfiles.text();
      case "text" -> TextProfiles.text();
      case "shell" -> ShellProfiles.text();
      case "machine" -> MachineProfiles.text();
      case "wrapper" -> WrapperProfiles.text();
      case "change" -> ChangeProfiles.text();
      case "archive" -> ArchiveProfiles.text();
      case "network" -> NetworkProfiles.text();
      case "developer" -> DeveloperProfiles.text();
      case "system" -> SystemProfiles.text();
      case "git-reading" -> GitReadingProfiles.text();
      case "git-listing" -> GitListingProfiles.text();
      case "git-changing" -> GitChangingProfiles.text();
      default -> null;
    };
  }
}
