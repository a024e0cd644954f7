#!/bin/sh
# Goes on with a session of many items: from the start of the process to the first byte of its
# request at the server, and peak memory. Each run is a cold process on a copy of the same session.
#
# Usage: testing/bench/resume.sh [ROUNDS [ITEMS [LINES_OF_A_FILE]]]
#   LINES_OF_A_FILE  8, 15 and 30 make 10,000 items a file of 7.4, 9.4 and 13.5 MB
#
# Run it on a quiet machine. Needs ./build, mvn package of testing/bench, and /usr/bin/time and date
# (GNU).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
rounds=${1:-11}
items=${2:-10000}
lines=${3:-30}
app=$root/agent/cli/target/app
read -r java <"$app/java"
work=$(mktemp -d "${TMPDIR:-/tmp}/muster-bench.XXXXXX")
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir -p "$work/project" "$work/home"
classes="$root/testing/bench/target/classes:$root/testing/bench/target/lib/*"
"$java" -cp "$classes" dev.muster.bench.LongSession \
  "$work/home/.claude" "$work/project" "$items" "$lines" >"$work/id"
"$java" -cp "$classes" dev.muster.bench.FirstByte >"$work/server" </dev/null &
server=$!
url=
while [ -z "$url" ]; do
  sleep 0.1
  url=$(sed -n 's/^listening on //p' "$work/server")
done
session=$(find "$work/home/.claude/projects" -name '*.jsonl')
cp "$session" "$work/session"
echo "session file: $(wc -c <"$session") bytes"
cd "$work/project"
i=0
while [ $i -le "$rounds" ]; do
  cat "$work/session" >"$session"
  start=$(date +%s%N)
  env -i PATH="$PATH" LANG=C.UTF-8 HOME="$work/home" ANTHROPIC_BASE_URL="$url" \
    ANTHROPIC_API_KEY=bench DISABLE_AUTO_COMPACT=1 \
    /usr/bin/time -f '%M' -o "$work/memory" \
    "$root/muster" -p "go on" -r "$(cat "$work/id")" --output-format json \
    </dev/null >"$work/out" || true
  grep -q enough "$work/out" || { cat "$work/out"; exit 1; }
  # the first run warms the machine's caches up
  [ $i -eq 0 ] ||
    tail -1 "$work/server" | awk -v start="$start" -v memory="$(tail -1 "$work/memory")" '
      { print int((substr($1, 5) - substr(start, 5)) / 1000000), memory }' >>"$work/figures"
  i=$((i + 1))
done
for column in 1 2; do
  cut -d' ' -f$column "$work/figures" | sort -n |
    awk -v c=$column '{ v[NR] = $1 } END { print (c == 1 ? "first byte ms:" : "peak KB:"), "median", v[int((NR + 1) / 2)], "min", v[1], "max", v[NR] }'
done
