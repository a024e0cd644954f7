#!/bin/sh
# Goes on with a session of 10,000 items: wall time and peak memory of the whole process, from its
# start to the end of a one-word answer, which is more than the time to the first request.
#
# Usage: testing/bench/resume.sh [ROUNDS [ITEMS]]
# Needs ./build, mvn package of testing/bench, and /usr/bin/time (GNU).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
rounds=${1:-11}
items=${2:-10000}
app=$root/agent/cli/target/app
read -r java <"$app/java"
work=$(mktemp -d "${TMPDIR:-/tmp}/muster-bench.XXXXXX")
trap 'kill "$model" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir -p "$work/project" "$work/home"
"$java" -cp "$root/testing/bench/target/classes:$root/testing/bench/target/lib/*" \
  dev.muster.bench.LongSession "$work/home/.claude" "$work/project" "$items" >"$work/id"
"$java" -jar "$app/demo/scripted-model.jar" --script "$root/testing/bench/resume.json" \
  >"$work/model" 2>"$work/model.err" </dev/null &
model=$!
url=
while [ -z "$url" ]; do
  sleep 0.1
  url=$(sed -n 's/^listening on //p' "$work/model")
done
find "$work/home/.claude/projects" -name '*.jsonl' -exec ls -l {} + | awk '{ print "session file:", $5, "bytes" }'
cd "$work/project"
i=0
while [ $i -le "$rounds" ]; do
  out=$work/figures
  [ $i -gt 0 ] || out=$work/warm-up
  # the session is copied each time, so that it does not grow
  env -i PATH="$PATH" LANG=C.UTF-8 HOME="$work/home" ANTHROPIC_BASE_URL="$url" \
    ANTHROPIC_API_KEY=bench DISABLE_AUTO_COMPACT=1 \
    /usr/bin/time -f '%e %M' -a -o "$out" \
    "$root/muster" -p "go on" -r "$(cat "$work/id")" --fork-session --output-format json \
    </dev/null >"$work/out" || { cat "$work/out"; exit 1; }
  i=$((i + 1))
done
for column in 1 2; do
  cut -d' ' -f$column "$work/figures" | sort -n |
    awk -v c=$column '{ v[NR] = $1 } END { print (c == 1 ? "wall s:" : "peak KB:"), "median", v[int((NR + 1) / 2)], "min", v[1], "max", v[NR] }'
done
