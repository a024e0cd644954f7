package dev.muster.permission.program.profiles;

/** Programs that start another, with its words at the end of their own. */
final class WrapperProfiles {
  private WrapperProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program timeout gtimeout
        flags -fpv --foreground --preserve-status --verbose
        takes -ks --kill-after --signal
        info --help --version
        operands word command
        is stops
        deeds: timeout 5 grep -r x . => runs grep -r x .
        deeds: timeout -k 1 -s KILL 10s rm x => runs rm x
        deeds: timeout --signal=9 5 ls => runs ls
        safe: timeout --version
        unsafe: timeout --unknown 5 ls

      program nice gnice
        takes -n --adjustment
        info --help --version
        operands command
        is digits
        deeds: nice -n 10 ls x => runs ls x
        deeds: nice -5 ls => runs ls
        safe: nice

      program nohup noglob
        info --help --version
        operands command
        deeds: nohup ls x => runs ls x

      program stdbuf
        takes -ioe --input --output --error
        info --help --version
        operands command
        deeds: stdbuf -oL grep x f => runs grep x f

      program time gtime
        flags -paqvhl --portability --append --quiet --verbose
        takes -f --format
        takes write -o --output
        info --help --version
        operands command
        deeds: /usr/bin/time ls x => runs ls x
        deeds: /usr/bin/time -o f ls => writes f; runs ls

      program env
        flags -i0v --ignore-environment --null --debug --list-signal-handling
        takes -uCSa --unset --chdir --split-string --argv0
        maybe --block-signal --default-signal --ignore-signal
        info --help --version
        special env
        is stops
        safe: env --version
        safe: env -i
        unsafe: env
        deeds: env LC_ALL=C sort f => runs sort f
        deeds: env PATH=x ls => code whatever the variable PATH leads to; runs ls
        deeds: env -u A ls => code a command with what -u of env changes; runs ls
        deeds: env -i ls => code a command without the environment of the session; runs ls
        deeds: env - rm x => code a command without the environment of the session; runs rm x
        safe: env -
        deeds: env ls -l => runs ls -l
        deeds: env -S 'rm x' y => code a command that env makes of a text; shell rm x y

      program xargs gxargs
        flags -0rtpxo --null --no-run-if-empty --verbose --interactive --exit --open-tty
        flags --show-limits
        takes -EILnPsdaRSJ --max-args --max-procs --max-chars --delimiter --arg-file
        takes --process-slot-var --max-lines
        maybe -iel --replace --eof
        info --help --version
        with -J: unknown where its operands go differs
        special xargs
        is stops
        deeds: xargs => runs echo …
        deeds: xargs grep -l x => runs grep -l x …
        deeds: xargs -0 -n 1 rm -f => runs rm -f …
        deeds: xargs -I{} cp {} d/{}.bak => runs cp … d/….bak
        deeds: xargs -I % sh -c 'cat %' => runs sh -c cat …; runs sh -c cat %
        deeds: xargs -a f rm => reads f; runs rm …

      program sudo doas
        flags -AbBEeHiKklnPSsvV --askpass --background --preserve-env --set-home --login --list
        flags --non-interactive --shell --validate --version
        takes -CDghpRrTtUu --user --group --host --prompt --chdir --chroot --close-from
        with -e --edit: unknown it edits files as another user
        with -s --shell -i --login: unknown it starts a shell as another user
        with -l --list -v -V -K --validate --version: operands word*
        always changes runs as another user
        operands command
        is stops
        deeds: sudo rm x => changes runs as another user; runs rm x
        deeds: sudo A=b rm x => changes runs as another user; code whatever the variable in A=b leads to; runs rm x
        deeds: sudo -k rm x => changes runs as another user; runs rm x
        deeds: sudo -u root ls => changes runs as another user; runs ls

      program su
        flags -lmpPf --login --preserve-environment --pty --fast
        takes -gGw --group --supp-group --whitelist-environment
        takes program -s --shell
        takes text -c --command --session-command
        always changes runs as another user
        with -c --command --session-command: operands word*
        operands word* or input
        deeds: su -c 'rm x' => shell rm x; changes runs as another user
        deeds: su me -c 'rm x' => shell rm x; changes runs as another user
        unsafe: su

      program runuser
        flags -lmpPf --login --preserve-environment --pty --fast
        takes -gGuw --group --supp-group --user --whitelist-environment
        takes program -s --shell
        takes text -c --command --session-command
        always changes runs as another user
        with -u --user: operands command
        operands word* or input
        deeds: runuser -u me rm x => changes runs as another user; runs rm x

      program watch
        flags -bcdegprtwCx --beep --color --no-color --differences --errexit --chgexit
        flags --precise --no-rerun --no-title --no-wrap --exec
        takes -nq --interval --equexit
        takes fill -s --shotsdir
        info --help --version -h -v
        always changes does not end by itself
        with -x --exec: operands command
        operands shell
        deeds: watch -n 2 ls x => changes does not end by itself; shell ls x
        deeds: watch -x ls x => changes does not end by itself; runs ls x

      program setsid
        flags -cfw --ctty --fork --wait
        info --help --version -h -V
        operands command or unknown it is started without a command
        deeds: setsid rm x => runs rm x
        unsafe: setsid

      program chrt
        flags -abdfioRrv --all-tasks --batch --deadline --fifo --idle --other --rr --verbose
        info --help --version -V -h
        with -p --pid: unknown it changes what goes first
        operands word command or unknown it is started without a command
        deeds: chrt -b 0 rm x => runs rm x

      program ionice
        flags -t --ignore
        takes -cn --class --classdata
        takes -pPu --pid --pgid --uid
        info --help --version -V -h
        with -p --pid -P --pgid -u --uid: changes what goes first
        operands command or unknown it is started without a command
        deeds: ionice -c 3 rm x => runs rm x
        is stops

      program taskset
        flags -ac --all-tasks --cpu-list
        info --help --version -h -V
        with -p --pid: changes what goes where
        operands word command or unknown it is started without a command
        deeds: taskset -c 0 rm x => runs rm x
        unsafe: taskset
        unsafe: taskset 1
        is stops

      program chroot
        takes --groups --userspec
        flags --skip-chdir
        info --help --version
        always changes what the root folder is
        operands tree command
        is stops
        unsafe: chroot x ls

      program unshare
        flags -cfhnipruUmCTV --fork --map-root-user --map-current-user --map-auto --keep-caps
        maybe --mount --uts --ipc --net --pid --user --cgroup --time --mount-proc --kill-child
        takes --map-user --map-group --map-users --map-groups --propagation --setgroups -SG --setuid
        takes --setgid --monotonic --boottime
        takes fill -Rw --root --wd
        always changes gives it surroundings of its own
        operands command or input
        deeds: unshare -r rm x => changes gives it surroundings of its own; runs rm x

      program nsenter
        flags -aeFZmuinpCUT --all --preserve-credentials --no-fork --follow-context --env
        takes -tSG --target --setuid --setgid
        maybe --mount --uts --ipc --net --pid --cgroup --user --time --root --wd -rw
        always changes runs in the surroundings of another process
        operands command or input
        deeds: nsenter -t 1 rm x => changes runs in the surroundings of another process; runs rm x

      program systemd-run
        flags -tPqGrd --user --system --scope --pty --pipe --quiet --collect --wait --no-block
        flags --remain-after-exit --same-dir --no-ask-password --send-sighup --slice-inherit --shell
        takes -pHMuE --property --unit --description --slice --service-type --uid --gid --nice
        takes --working-directory --setenv --on-active --on-boot --on-calendar --host --machine
        always changes starts it as a service
        operands command
        deeds: systemd-run --user rm x => changes starts it as a service; runs rm x

      program runcon setpriv capsh firejail bwrap proot fakeroot
        info --help --version
        always unknown it starts a command in surroundings of its own
        is any
        unsafe: bwrap ls

      program prlimit
        flags --raw --noheadings --verbose
        takes -po --pid --output
        maybe -cdefilmnqrstuvxy --core --data --nice --fsize --sigpending --memlock --rss --nofile
        maybe --msgqueue --rtprio --stack --cpu --nproc --as --locks --rttime
        info --help --version
        with -p --pid: changes what another process may use
        operands command
        deeds: prlimit --nofile=1 rm x => runs rm x

      program setarch linux32 linux64 numactl dbus-run-session xvfb-run
        info --help --version
        operands command
        deeds: setarch ls => runs ls

      program strace ltrace
        flags -cCdDfFhiknNqrtTvVwxyYzZ
        takes -abeEIOpPsSuUX --trace --signal --status --string-limit
        takes write -o --output
        with -p: changes what another process waits for
        with -E -u: unknown it changes what is started
        info --help --version
        operands command
        is stops
        deeds: strace -f -o t ls => writes t; runs ls

      program valgrind
        info --help --version
        maybe --leak-check --tool --track-origins --show-leak-kinds --error-exitcode --num-callers
        flags -q -v
        operands command
        is stops
        deeds: valgrind --leak-check=full ./a.out x => runs ./a.out x

      program unbuffer catchsegv
        flags -p
        operands command
        deeds: unbuffer ls => runs ls

      program flock
        flags -enosuxFvh --exclusive --shared --unlock --nonblock --no-fork --close --verbose --nb
        takes -wE --timeout --wait --conflict-exit-code
        takes text -c --command
        with -c --command: operands write word*
        info --help --version
        operands write command
        is stops
        deeds: flock l rm x => writes l; runs rm x
        deeds: flock l -c 'rm x' => writes l; shell rm x

      program script
        flags -aefqt --append --return --flush --force --quiet
        takes -mEo --logging-format --echo --output-limit
        takes text -c --command
        takes write -BIOT --log-io --log-in --log-out --log-timing
        info --help --version
        unless -c --command: input
        operands write or writes typescript
        deeds: script -qc 'rm x' f => shell rm x; writes f
        deeds: script f => input; writes f

      program parallel sem
        flags -kXmutv0 --keep-order --dry-run --verbose --ungroup --line-buffer --tag --null --bar
        flags --eta --progress --no-notice --will-cite --halt-on-error --pipe --xargs
        takes -jnNILP --jobs --max-args --max-procs --delay --timeout --retries --colsep --delimiter
        takes file -a --arg-file
        takes write --joblog
        takes fill --results
        takes host -S --sshlogin
        info --help --version
        operands template
        deeds: parallel rm ::: a b => code commands that parallel makes of its arguments and input; runs rm …
        unsafe: parallel 'rm {}' ::: a

      program hyperfine
        flags -iNu --ignore-failure --show-output
        takes -wrmMSn --warmup --runs --min-runs --max-runs --style --command-name
        takes text -pcs --prepare --cleanup --setup --conclude
        takes write --export-json --export-csv --export-markdown
        info --help --version
        operands text*
        deeds: hyperfine 'ls x' 'rm y' => shell ls x; shell rm y

      program entr
        always unknown it does not end, and starts a command
        is any
        unsafe: entr make

      program busybox toybox
        flags --help --list --list-full
        operands command
        is stops
        deeds: busybox rm x => runs rm x

      program direnv mise asdf devbox nix-shell pipenv poetry pdm rye hatch tox nox pre-commit
        info --version version -v
        always code what the project sets up
        is any
        unsafe: direnv exec . ls
        unsafe: poetry run x

      program make gmake ninja just task rake bazel bazelisk buck2 meson scons ant sbt lein mill
        info --version -v --help -h
        always code the rules of the project
        is any
        safe: make --version
        unsafe: make
        unsafe: make -n all
        deeds: make all => code the rules of the project
      """;
}
