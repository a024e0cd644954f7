#!/bin/sh
# Throughput and latency of small streamed requests: the stub directly, a bare relay, the gateway with
# a ledger in memory, the gateway with a PostgreSQL of its own, and nginx as a proxy, in turn, on the
# same cores. Needs nginx and wrk.
#   mvn -pl testing/bench -am package -DskipTests && testing/bench/gateway.sh [rounds] [seconds]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-3} seconds=${2:-5} connections=${CONNECTIONS:-64}
work=$(mktemp -d)
classes="$here/target/classes:$here/target/lib/*"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
started=""
trap 'for p in $started; do kill "$p" 2>/dev/null || true; done; rm -rf "$work"' EXIT
start() {
  $java ${LOOPS:+-Dloops=$LOOPS} -Xmx${HEAP:-400m} -XX:+UseSerialGC \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$classes" dev.muster.bench.gateway.GatewayFigures "$@" >"$work/$1.out" 2>"$work/$1.err" &
  started="$started $!"
  eval "pid_$1=$!"
  for i in $(seq 300); do
    grep -q ready "$work/$1.out" && break
    sleep 0.1
  done
  cat "$work/$1.out"
}
start stub 19301
start relay 19302 19301
start gateway 19303 19301
start durable 19305 19301
cat >"$work/nginx.conf" <<C
worker_processes 1; daemon off; error_log stderr crit; pid $work/nginx.pid;
events { worker_connections 20000; }
http {
  access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p;
  fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  keepalive_requests 100000000;
  upstream stub { server 127.0.0.1:19301; keepalive 512; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:19304 backlog=8192;
    location / {
      proxy_pass http://stub; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
C
nginx -c "$work/nginx.conf" 2>"$work/nginx.err" &
started="$started $!"
sleep 0.5
pid_nginx=$(pgrep -P $!)
pid_direct=$pid_stub
cat >"$work/post.lua" <<'L'
wrk.method = "POST"
wrk.headers["x-api-key"] = "bench-key"
wrk.headers["content-type"] = "application/json"
wrk.headers["anthropic-version"] = "2023-06-01"
wrk.body = '{"model":"claude-sonnet-4-5","max_tokens":1024,"stream":true,"messages":[{"role":"user","content":"' .. string.rep("some words of a question ", 40) .. '"}]}'
L
load() {
  wrk -t1 -c"$connections" -d"$2"s --latency -s "$work/post.lua" "http://127.0.0.1:$1/v1/messages"
}
# The processor time that a process has used so far, in hundredths of a second.
used() { sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'; }
for target in 19302 19303 19305; do load $target ${WARM:-8} >/dev/null; load $target ${WARM:-8} >/dev/null; done
for round in $(seq "$rounds"); do
  for target in direct:19301 relay:19302 gateway:19303 durable:19305 nginx:19304; do
    name=${target%:*}
    eval "pid=\$pid_$name"
    before=$(used "$pid")
    load "${target#*:}" "$seconds" >"$work/load"
    awk -v t="$name" -v cpu=$(($(used "$pid") - before)) '/requests in/ {n=$1} /Requests.sec/ {r=$2}
        /50%/ {a=$2} /99%/ {b=$2} /Non-2xx|Socket errors/ {e=$0}
        END {printf "%-8s %9.0f/s  p50 %-9s p99 %-9s %6.1f us of processor each %s\n", t, r, a, b, cpu * 1e4 / n, e}' "$work/load"
  done
done
grep -E 'VmHWM|VmRSS' "/proc/$pid_gateway/status"
