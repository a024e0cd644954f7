#!/bin/sh
# One headless task of two model calls and one Bash call against a loopback model, each run a cold
# process: Muster and a peer in turn (A B A B ...), so that a drift of the machine meets both alike.
#
# Usage: testing/bench/headless.sh [ROUNDS [PEER]]
#   PEER  the peer's executable, such as the claude binary of the npm package
#         @anthropic-ai/claude-code-linux-x64; without one only Muster is measured
#
# Prints for each program the median of wall seconds and of peak memory, and the ratios. Run it on a
# quiet machine, in a namespace without a network when a peer takes part:
#   unshare -n sh -c 'ip link set lo up; testing/bench/headless.sh 15 /path/to/claude'
# Needs ./build before, and /usr/bin/time (GNU).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
rounds=${1:-11}
peer=${2:-}
app=$root/agent/cli/target/app
read -r java <"$app/java"
work=$(mktemp -d "${TMPDIR:-/tmp}/muster-bench.XXXXXX")
trap 'kill "$model" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir -p "$work/project" "$work/home-muster" "$work/home-peer/.claude"

"$java" -jar "$app/demo/scripted-model.jar" --script "$root/testing/bench/headless.json" \
  >"$work/model" 2>"$work/model.err" </dev/null &
model=$!
url=
while [ -z "$url" ]; do
  sleep 0.1
  url=$(sed -n 's/^listening on //p' "$work/model")
done

run() { # NAME HOME PROGRAM
  cd "$work/project"
  env -i PATH="$PATH" LANG=C.UTF-8 HOME="$2" CLAUDE_CONFIG_DIR="$2/.claude" \
    ANTHROPIC_BASE_URL="$url" ANTHROPIC_API_KEY=sk-ant-made-up-for-this-benchmark \
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 DISABLE_AUTOUPDATER=1 \
    /usr/bin/time -f '%e %M' -a -o "$work/$1" \
    "$3" -p "say hello" --allowedTools 'Bash(echo:*)' --output-format json \
    </dev/null >"$work/out" 2>"$work/err" || { cat "$work/out" "$work/err"; exit 1; }
  grep -q '"num_turns":2' "$work/out" || { cat "$work/out"; exit 1; }
}

median() { # FILE COLUMN
  cut -d' ' -f"$2" "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

run warm-up "$work/home-muster" "$root/muster"
[ -z "$peer" ] || run warm-up "$work/home-peer" "$peer"
i=0
while [ $i -lt "$rounds" ]; do
  run muster "$work/home-muster" "$root/muster"
  [ -z "$peer" ] || run peer "$work/home-peer" "$peer"
  i=$((i + 1))
done

echo "muster: $(median "$work/muster" 1) s, $(median "$work/muster" 2) KB (medians of $rounds)"
if [ -n "$peer" ]; then
  echo "peer:   $(median "$work/peer" 1) s, $(median "$work/peer" 2) KB"
  paste -d' ' "$work/muster" "$work/peer" |
    awk '{ print $1 / $3, $2 / $4 }' >"$work/ratios"
  echo "ratios, run by run: wall $(median "$work/ratios" 1), memory $(median "$work/ratios" 2)"
fi
