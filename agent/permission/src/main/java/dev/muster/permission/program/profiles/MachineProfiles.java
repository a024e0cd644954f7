package dev.muster.permission.program.profiles;

/** Programs that tell about the machine and about what runs on it. */
final class MachineProfiles {
  private MachineProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program date gdate
        flags -uRj --utc --universal --rfc-email --debug --resolution --help --version
        takes -dv --date --rfc-3339
        takes file -r --reference
        takes -s --set
        maybe -I --iso-8601
        with -s --set: changes the machine's clock
        operands plus*
        safe: date
        safe: date -u +%s
        safe: date -d yesterday '+%Y-%m-%d %H:%M'
        safe: date -Iseconds
        safe: date --iso-8601=seconds
        unsafe: date -s x
        unsafe: date --set=x
        unsafe: date --se=x
        unsafe: date 0101
        unsafe: date -f f
        deeds: date -r f => reads f

      program cal ncal
        flags -13jmsyYwhNbCJM --one --three --sunday --monday --julian --year --week --help
        flags --version
        takes -nHd --months
        operands word*
        safe: cal 2026

      program sleep
        operands seconds*
        flags --help --version
        safe: sleep 2
        safe: sleep 0.5
        unsafe: sleep 1000
        unsafe: sleep infinity
        unsafe: sleep 1d

      program uptime
        flags -psV --pretty --since --help --version
        safe: uptime
        safe: uptime -p

      program free
        flags -bkmghltwvL --bytes --kibi --mebi --gibi --tebi --kilo --mega --giga --human --si
        flags --lohi --total --wide --line --committed --help --version
        safe: free -h
        unsafe: free x

      program uname
        flags -asnrvmpio --all --kernel-name --nodename --kernel-release --kernel-version
        flags --machine --processor --hardware-platform --operating-system --help --version
        safe: uname -a

      # Neither -F nor an operand, which set the name, nor what asks a name server.
      program hostname
        flags -sI --short --all-ip-addresses --help --version
        safe: hostname
        safe: hostname -s
        unsafe: hostname x
        unsafe: hostname -F f
        unsafe: hostname -f

      program hostid arch logname whoami tty
        flags --help --version -s
        safe: whoami
        safe: arch
        unsafe: whoami x

      program nproc
        flags --all --help --version
        takes --ignore
        safe: nproc
        safe: nproc --all

      program id
        flags -aGgnruzZp --group --groups --name --real --user --zero --context --help --version
        operands word*
        is varying
        safe: id -u
        safe: id root

      program groups users
        flags --help --version
        operands word*
        is varying
        safe: groups

      program who w
        flags -abdHlmpqrstTuwhVfio --all --boot --dead --heading --login --process --count
        flags --runlevel --short --time --users --mesg --no-header --help --version
        operands word*
        safe: who
        safe: w -h

      program last lastb
        flags -aFiRwx --fullnames --fulltimes --hostlast --ip --nohostname --system --help
        takes -nstp --limit --since --until --present
        operands word*
        is digits
        safe: last -n 5
        unsafe: last -d
        unsafe: last -f x

      program finger
        flags -lmps
        operands none
        safe: finger

      program locale
        flags -amckv --all-locales --charmaps --category-name --keyword-name --verbose --help
        flags --version
        operands word*
        safe: locale -a
        safe: locale

      program getconf
        flags -a
        takes -v
        operands word*
        safe: getconf PAGE_SIZE
        safe: getconf -a

      program tput
        takes -T
        flags -VSx
        operands word*
        safe: tput cols

      program stty
        flags -ag --all --save --help --version
        operands none
        safe: stty -a
        unsafe: stty raw

      program ps
        special ps
        safe: ps aux
        safe: ps -ef
        safe: ps -eo pid,comm
        safe: ps -p 12 -o pid,cmd
        unsafe: ps e
        unsafe: ps auxe
        unsafe: ps aux e
        unsafe: ps -auxe
        unsafe: ps -axe
        unsafe: ps -e -u nobody
        unsafe: ps eww
        unsafe: ps -E
        unsafe: ps -o environ

      program pgrep pidof
        flags -acfilnovwxLqz --list-name --list-full --full --ignore-case --newest --oldest
        flags --inverse --exact --count --lightweight --help --version -V
        takes file -F --pidfile
        takes -dgGPstuU --delimiter --pgroup --group --parent --session --terminal --euid --uid
        takes --runstates --ns --nslist --cgroup
        operands word*
        safe: pgrep -fl java
        safe: pidof sh

      program pstree
        flags -acghlnpsStTuUVZ --arguments --ascii --compact --highlight-all --long --numeric-sort
        flags --show-pids --show-parents --uid-changes --unicode --help --version
        takes -HNC
        operands word*
        safe: pstree -p

      program top
        flags -bciSHsv1
        takes -ndpuUowE
        always changes makes a folder for its settings
        unless -b: unknown it waits for keys
        unless -n: unknown it does not end
        deeds: top -bn1 -p 12 => changes makes a folder for its settings
        unsafe: top

      program vmstat
        flags -afmnswtydDp --active --forks --slabs --one-header --stats --wide --timestamp
        flags --no-first --disk --disk-sum --help --version -V
        takes -S --unit
        operands word word
        safe: vmstat 1 2

      program iostat mpstat
        flags -cdhkmNtVxyzsA
        takes -jpgoP
        operands word*
        safe: iostat -x 1 2

      program lscpu lsblk lsmem lsns lsipc lspci lsusb
        flags -abcdefhiIJlmnOpPrsStTxVkvDyBM --all --json --list --parse --bytes --fs --paths
        flags --noheadings --output-all --physical --raw --topology --perms --tree --help --version
        flags --online --offline --extended --nodeps
        takes -oEw --output --exclude --include --sort
        safe: lscpu
        safe: lsblk -f
        safe: lspci -v

      program lsmod
        safe: lsmod

      program dmesg
        flags -dehkrTtuxSp --kernel --time --ctime --notime --decode --reltime
        flags --raw --syslog --show-delta --userspace --noescape --json -J --help --version -V
        takes -fl --facility --level --since --until --time-format
        maybe -L --color
        with -H --human without -P --nopager: unknown it starts a pager
        always reads /dev/kmsg
        deeds: dmesg -T --level=err,warn => reads /dev/kmsg
        unsafe: dmesg -C
        unsafe: dmesg --clear
        unsafe: dmesg -w
        unsafe: dmesg -n 1

      program journalctl
        flags -abefklmqrx --all --no-hostname --no-full --full --quiet --merge --catalog --dmesg
        flags --reverse --no-pager --no-tail --utc --system --user --list-boots --disk-usage
        flags --header --fields --help --version --pager-end --truncate-newline
        takes -nopSUucgF --lines --output --priority --since --until --unit --user-unit
        takes --identifier --facility --grep --cursor --after-cursor --field
        maybe --boot --case-sensitive
        with -f --follow: unknown it does not end
        always searches /var/log
        operands word*
        deeds: journalctl -u ssh --no-pager -n 50 => reads /var/log/**
        deeds: journalctl --since today -p err => reads /var/log/**
        unsafe: journalctl --vacuum-time=1d
        unsafe: journalctl --rotate
        unsafe: journalctl -f

      program ss
        flags -ntulpaeimosxw46HOSZzb0dVhM --numeric --tcp --udp --listening --processes
        flags --all --extended --info --memory --options --summary --unix --raw --ipv4 --ipv6
        flags --no-header --oneline --sctp --help --version
        takes -A --query --socket --family
        with -K --kill: changes closes connections
        with -r --resolve: connects
        with -E --events: unknown it does not end
        operands word*
        safe: ss -tulpn
        safe: ss -s
        unsafe: ss -K
        unsafe: ss -tr

      program netstat
        flags -ntulpaeosrigvWM46xwNbLdmfX --numeric --tcp --udp --listening --programs --all
        flags --extended --timers --statistics --route --interfaces --groups --verbose --wide
        flags --inet --inet6 --unix --raw --help --version -hV
        with -c --continuous: unknown it does not end
        unless -n --numeric: connects
        safe: netstat -tulpn
        unsafe: netstat -a
        unsafe: netstat -c

      program ifconfig
        flags -asv
        operands word
        safe: ifconfig
        safe: ifconfig eth0
        unsafe: ifconfig eth0 down

      program ip
        flags -brief -json -pretty -details -statistics -human -oneline -color
        flags -4 -6 -s -d -j -p -br -o -c -h -V -Version -help -0
        is whole commands
        other changes sets up the network, or may
        safe: ip a
        safe: ip -br addr show
        safe: ip route
        unsafe: ip link set eth0 down
        unsafe: ip -b f
        unsafe: ip addr add x

      command ip a, ip addr, ip address, ip l, ip link, ip r, ip route, ip ro, ip n, ip neigh, ip rule
        is commands
        bare nothing

      command ip a show, ip addr show, ip address show, ip l show, ip link show, ip r show
        operands word*

      command ip route show, ip route list, ip neigh show, ip rule show, ip rule list
        operands word*

      command ip addr list, ip addr ls, ip link list, ip link ls, ip a list, ip a ls, ip r list
        operands word*

      program printenv
        flags -0 --null --help --version
        operands variable* or unknown it shows the whole environment, which may hold secrets
        safe: printenv HOME
        unsafe: printenv
        unsafe: printenv -0
        unsafe: printenv TOKEN

      program mount
        flags -l --help --version -V --show-labels
        takes -t --types
        operands none
        safe: mount
        unsafe: mount /dev/sda1 /mnt
        unsafe: mount -a

      program findmnt
        flags -aAbcDefiJklnPrRsuUvyxhV --all --ascii --bytes --json --list --noheadings --raw
        flags --df --evaluate --tree --help --version
        takes -oOStTM --output --source --types --target --options --mountpoint
        operands word*
        safe: findmnt -T .

      program getfacl
        flags -acdeEsPtpnv --access --default --omit-header --tabular --numeric
        flags --absolute-names --physical --help --version
        with -L --logical: unknown it follows links
        with -R --recursive: tree
        operands file*
        safe: getfacl a
        unsafe: getfacl -RL .

      program lsattr
        flags -Vadlpv
        with -R: tree
        operands file* or reads .
        safe: lsattr a

      program getent
        always connects
        operands word*
        unsafe: getent hosts example.org
      """;
}
