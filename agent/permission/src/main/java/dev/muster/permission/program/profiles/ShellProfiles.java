package dev.muster.permission.program.profiles;

/** Commands that are bash's own, with bash's meaning. */
final class ShellProfiles {
  private ShellProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program echo
        operands word*
        is builtin plain
        safe: echo a
        safe: echo -e 'a b'
        safe: echo -n "a: b"
        safe: echo --- x
        deeds: echo /etc/passwd =>

      # -v, and the conversion %n, set a variable.
      program printf
        operands format word*
        is builtin stops
        safe: printf '%s %d' a 1
        unsafe: printf -v x y
        unsafe: printf %n x
        unsafe: printf '%5n' x
        unsafe: printf "$x"

      program pwd
        flags -LP --logical --physical
        operands none
        is builtin
        safe: pwd
        safe: pwd -P

      program true false :
        operands word*
        is builtin plain
        safe: true
        safe: : a b

      program test [
        special test
        is builtin
        safe: test -f x -a -d y
        safe: [ -n x ]
        safe: [ a = b ]
        safe: test -v HOME
        unsafe: test -v 'a[$(x)]'
        unsafe: [ -v 'a[0]' ]
        unsafe: [ -R 'x[1]' ]
        unsafe: [ a
        deeds: test a -nt b => reads a; reads b
        deeds: [ -f x ] => reads x

      program cd pushd
        flags -PLe
        operands folder or unknown it goes to the home folder
        is builtin
        safe: cd src
        unsafe: cd
        unsafe: cd a b
        unsafe: cd -
        unsafe: cd -P
        deeds: cd x => reads x

      program popd dirs
        flags -clpvn
        is builtin
        safe: popd

      program type
        flags -atpPf
        operands word*
        is builtin varying
        safe: type ls
        unsafe: type -x y

      program command
        flags -p
        with -v -V: operands word*
        operands command
        is builtin
        safe: command -v git
        safe: command -V ls
        deeds: command ls -l => runs ls -l
        deeds: command rm x => runs rm x

      program builtin exec
        flags -cl
        takes -a
        operands command
        is builtin
        deeds: exec ls x => runs ls x
        deeds: builtin echo x => runs echo x

      # Whoever read the text that it stands in has read its own with it, or understood nothing.
      program eval
        operands word*
        is builtin plain
        safe: eval ls

      program source .
        operands script word*
        is builtin stops
        deeds: . ./env.sh => reads ./env.sh; code the script ./env.sh

      program trap
        flags -lp
        operands word*
        is builtin
        safe: trap 'ls' EXIT

      program read
        flags -ers
        takes name -a
        takes -dinNptu
        operands name*
        is builtin
        safe: read -r line
        safe: read -p 'a b' x
        unsafe: read 'a[$(x)]'

      program mapfile readarray
        flags -t
        takes -dnOsuc
        takes text -C
        operands name
        is builtin
        safe: mapfile -t lines
        unsafe: mapfile -C x a

      # Neither arrays (-a, -A), numbers (-i) nor references (-n), in which names are evaluated.
      program export readonly local declare typeset
        flags -fFgltux
        with -p: unknown it shows variables, which may hold secrets
        operands name* or unknown it shows variables, which may hold secrets
        is builtin
        safe: export A=b
        safe: local x
        unsafe: export
        unsafe: export -p
        unsafe: declare -x
        unsafe: declare -n x=y
        unsafe: declare -a "a=(x)"
        unsafe: declare 'a[$(x)]=1'

      program unset
        flags -fvn
        operands name*
        is builtin
        safe: unset A
        unsafe: unset 'a[$(x)]'

      program set
        flags -abefhkmnptuvxBCEHPT
        takes -o
        operands word*
        is builtin stops
        bare unknown it shows variables, which may hold secrets
        safe: set -euo pipefail
        unsafe: set

      program shopt
        flags -supqo
        operands word*
        is builtin
        safe: shopt -s nullglob

      program shift return exit break continue wait times logout
        operands word*
        is builtin
        safe: exit 1

      program jobs
        flags -lnprs
        operands word*
        is builtin
        safe: jobs -l
        unsafe: jobs -x rm

      program disown bg fg suspend
        flags -ahrf
        operands word*
        is builtin
        always changes which commands run in the background
        unsafe: fg

      program hash
        flags -rtl
        operands word*
        is builtin
        safe: hash -r
        unsafe: hash -p /tmp/x ls

      program alias
        flags -p
        operands alias*
        is builtin varying
        deeds: alias l='ls -l' => shell ls -l
        safe: alias

      program help
        flags -dms
        operands word*
        is builtin
        safe: help cd

      program umask ulimit
        flags -SHabcdefiklmnpqrstuvxPRT
        operands word*
        is builtin
        safe: umask
        safe: ulimit -a

      program getopts
        operands word name word*
        is builtin stops
        safe: getopts ab: opt

      program let
        operands word*
        is builtin
        always unknown what a variable holds is computed, which can run commands
        unsafe: let x=1

      program caller
        operands word
        is builtin
        safe: caller 0

      program compgen
        flags -abcdefgjksuv
        operands word
        is builtin
        safe: compgen -c
        unsafe: compgen -C x
        unsafe: compgen -F x

      program kill
        flags -l -L -list -table -KILL -TERM -INT -HUP -QUIT -USR1 -USR2 -STOP -CONT -ABRT -ALRM
        flags -SIGKILL -SIGTERM -SIGINT -SIGHUP -SIGQUIT -SIGUSR1 -SIGUSR2 -SIGSTOP -SIGCONT
        takes -s -n -signal
        unless -l -L -list -table: changes stops or signals processes
        operands word*
        is builtin whole digits
        safe: kill -l
        unsafe: kill 12
        unsafe: kill 12 -l
        deeds: kill -9 12 => changes stops or signals processes
        deeds: kill -TERM 12 => changes stops or signals processes

      program history
        is builtin digits
        flags -acdnrspw
        with -a -w: operands write or unknown it writes the file of the history
        with -n -r: operands file or unknown it reads the file of the history
        with -d -c -s -p: changes the history
        operands word
        safe: history 5
        unsafe: history -c
        unsafe: history -w
        deeds: history -w f => writes f
        deeds: history -r f => reads f

      program sh bash dash zsh ksh mksh ash rbash
        flags -abefhiklmnpqrstuvxBCDEHPTdgwyIXVY --login --posix --noprofile --norc --noediting
        flags --restricted --verbose --debug --debugger --version --help --emulate -c
        takes -oO --rcfile --init-file
        info --version --help
        with -n: operands file word*
        with -s: operands word*
        with -s without -c: input
        with -c: operands text word*
        with --rcfile --init-file: code the file that --rcfile names
        operands script word* or input
        safe: bash --version
        safe: bash -n script.sh
        unsafe: bash
        unsafe: bash script.sh
        unsafe: sh -c ls
        unsafe: sh -c
        unsafe: bash -cs -i
        deeds: bash -c 'rm x' a => shell rm x
        deeds: bash -lc 'rm x' => shell rm x
        deeds: sh x.sh a => reads x.sh; code the script x.sh
        deeds: sh => input
        deeds: sh -s a => input
      """;
}
