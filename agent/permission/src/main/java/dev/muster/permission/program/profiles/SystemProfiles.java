package dev.muster.permission.program.profiles;

/** Containers, clusters, clouds, packages and services. */
final class SystemProfiles {
  private SystemProfiles() {}

  static String text() {
    return TEXT;
  }

  private static final String TEXT =
      """
      program docker podman nerdctl
        info --version -v --help -h
        flags -D --debug
        with -H --host -c --context --config --log-level --tls: unknown it speaks with another machine
        is commands
        always connects
        other unknown it changes containers, images or the machine, or runs what is in them
        safe: docker --version
        deeds: docker ps => connects
        unsafe: docker -H tcp://x ps
        unsafe: docker run x
        unsafe: docker exec c ls
        unsafe: docker compose up
        unsafe: docker build .
        unsafe: docker system prune

      command docker ps, docker container ls, docker container list, docker container ps
        flags -aqls --all --quiet --latest --size --no-trunc
        takes -nf --last --filter --format
        deeds: docker ps -a => connects
        deeds: docker container ls --format '{{.Names}}' => connects

      command docker images, docker image ls, docker image list
        flags -aq --all --quiet --digests --no-trunc --tree
        takes -f --filter --format
        operands word
        deeds: docker images => connects

      command docker logs, docker container logs
        flags -t --timestamps --details
        takes -n --tail --since --until
        operands word
        deeds: docker logs --tail 50 c => connects
        unsafe: docker logs -f c

      command docker inspect, docker container inspect, docker image inspect, docker network inspect, docker volume inspect
        flags -s --size
        takes -f --format --type
        operands word*
        deeds: docker inspect c => connects

      command docker top, docker port, docker diff, docker container top, docker container port
        operands word*
        is stops
        deeds: docker top c => connects

      command docker stats
        flags -a --all --no-stream --no-trunc
        takes --format
        unless --no-stream: unknown it does not end
        operands word*
        deeds: docker stats --no-stream => connects
        unsafe: docker stats

      command docker version, docker info, docker system df, docker system info
        flags -v --verbose
        takes -f --format
        deeds: docker info => connects

      command docker network ls, docker volume ls, docker context ls, docker network list, docker volume list
        flags -q --quiet --no-trunc
        takes -f --filter --format
        deeds: docker volume ls => connects

      command docker history, docker image history
        flags -Hq --human --no-trunc --quiet
        takes --format
        operands word
        deeds: docker history x => connects

      command docker container, docker image, docker network, docker volume, docker system, docker context
        is commands
        other unknown it changes containers, images or the machine
        unsafe: docker container rm x
        unsafe: docker image rm x

      command docker exec, docker run, docker container exec, docker container run
        always code a command in a container
        is any
        deeds: docker exec c rm x => connects; code a command in a container

      command docker pull, docker push, docker login, docker search
        always unknown it uses the network
        is any

      program docker-compose
        info --version version
        always unknown it changes containers, as the project says
        is any
        unsafe: docker-compose up

      program kubectl oc k9s kubectx kubens helm helmfile kustomize skaffold minikube kind argocd flux istioctl
        info --help -h
        always unknown it speaks with a cluster
        is any
        unsafe: kubectl get pods
        unsafe: helm list

      program terraform tofu terragrunt pulumi ansible ansible-playbook packer vagrant vault consul nomad
        info --version -version -v
        always unknown it speaks with machines elsewhere, and runs what the project says
        is any
        unsafe: terraform plan

      program aws gcloud gsutil bq az heroku fly flyctl vercel netlify wrangler doctl firebase
        info --version
        always unknown it uses the network
        is any
        unsafe: aws s3 ls

      program gh glab hub
        info --version version
        always unknown it uses the network
        is any
        safe: gh --version
        unsafe: gh pr list

      program apt apt-get dnf yum zypper pacman apk emerge snap flatpak port nix nix-env guix
        info --version -v
        is commands
        other changes what is installed, or uses the network
        unsafe: apt install x
        unsafe: apt-get update

      command apt list, apt show, apt policy
        flags -a --installed --upgradable --all-versions
        operands word*
        safe: apt list --installed

      program apt-cache
        is commands
        other unknown it may write

      command apt-cache policy, apt-cache show, apt-cache search, apt-cache depends, apt-cache rdepends, apt-cache showpkg
        flags -naf --names-only --all-names --full --installed
        operands word*
        safe: apt-cache policy git

      program dpkg dpkg-query
        is careful
        info --version --help
        takes -f --showformat
        with -l -L -s -S -W -p --list --listfiles --status --search --show --print-avail: operands word*
        unless -l -L -s -S -W -p --list --listfiles --status --search --show --print-avail: unknown it changes what is installed
        safe: dpkg -l
        safe: dpkg -S /bin/ls
        safe: dpkg-query -W -f x git
        unsafe: dpkg -i x
        unsafe: dpkg --configure -a

      program rpm
        info --version
        flags -qailRvc --query --all --info --list --requires --provides --changelog
        takes --queryformat --qf
        takes file -pf --package --file
        unless -q --query: unknown it changes what is installed
        with -p --package: unknown packages can be fetched
        operands word*
        is careful
        safe: rpm -qa
        safe: rpm -ql bash
        unsafe: rpm -i x
        unsafe: rpm -e x

      program brew
        info --version -v
        always unknown it changes what is installed, or uses the network
        is any
        safe: brew --version
        unsafe: brew install x

      program systemctl
        flags -alq --all --full --quiet --no-pager --no-legend --user --system --failed --plain
        flags --reverse --after --before --recursive --value --no-ask-password
        takes -tpPno --type --property --state --output --lines
        info --version --help -h
        with -H --host -M --machine: unknown it speaks with another machine
        is commands shared
        other changes services of the machine
        bare nothing
        safe: systemctl status ssh --no-pager
        safe: systemctl list-units --type=service
        safe: systemctl is-active ssh
        unsafe: systemctl restart ssh
        unsafe: systemctl -H x status

      command systemctl status, systemctl show, systemctl cat, systemctl is-active, systemctl is-enabled, systemctl is-failed
        operands word*

      command systemctl list-units, systemctl list-unit-files, systemctl list-timers, systemctl list-sockets, systemctl list-dependencies, systemctl list-jobs, systemctl get-default
        operands word*

      program service launchctl initctl
        always changes services of the machine
        always unknown it starts their scripts
        is any
        unsafe: service ssh status

      program killall pkill
        info --version -V --help -h
        always changes stops or signals processes
        operands word*
        unsafe: pkill x

      program shutdown reboot halt poweroff init
        always unknown it stops the machine
        is any
        unsafe: reboot

      program useradd userdel usermod groupadd passwd chpasswd visudo
        always unknown it changes who may use the machine
        is any
        unsafe: passwd

      program fdisk parted mkfs mkswap swapon umount losetup cryptsetup lvm
        always unknown it changes disks
        is any
        unsafe: mkfs x

      program iptables nft ufw firewall-cmd sysctl modprobe insmod rmmod
        always unknown it changes the machine
        is any
        unsafe: sysctl -w a=b

      program hg svn cvs bzr jj fossil p4
        info --version version
        always code what the repository configures
        is any
        unsafe: hg log
      """;
}
