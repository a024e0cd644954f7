# Puts the built jars together as an application and trains its start-up cache.
# Usage: assemble.sh JAVA_HOME APP_FOLDER    (from the project's root, after mvn package)
set -eu
java=$1/bin/java
app=$2
case $app in
  /*) ;;
  *) app=$PWD/$app ;;
esac

mkdir -p "$app/demo"
cp agent/cli/target/muster-cli-*.jar "$app/muster.jar"
cp testing/scripted-model/target/muster-scripted-model-*.jar "$app/demo/scripted-model.jar"
rm -f "$app/muster.aot"
"$java" build-support/FlattenSwitches.java "$app/muster.jar" "$app"/lib/*.jar

# The training run is the program's main job, so that what it needs is what the cache holds.
work=$(mktemp -d "${TMPDIR:-/tmp}/muster-training.XXXXXX")
trap 'rm -rf "$work"; kill "$model" 2>/dev/null || true' EXIT
mkdir -p "$work/project" "$work/home"
"$java" -jar "$app/demo/scripted-model.jar" --script build-support/training.json \
  --set folder="$work/project" >"$work/model" &
model=$!
url=
tries=0
while [ -z "$url" ] && [ $tries -lt 100 ]; do
  sleep 0.1
  tries=$((tries + 1))
  url=$(sed -n 's/^listening on //p' "$work/model")
done
[ -n "$url" ] || { echo "the scripted model did not start"; exit 1; }

printf 'alpha\nbeta\n' >"$work/project/notes.txt"
run() {
  (
    cd "$work/project"
    env -i PATH="$PATH" HOME="$work/home" LANG=C.UTF-8 \
      ANTHROPIC_BASE_URL="$url" ANTHROPIC_API_KEY=training \
      "$java" "$@"
  )
}
options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms192m -Xmn100m -Xmx512m -Xss1m"
options="$options --enable-native-access=ALL-UNNAMED"
# shellcheck disable=SC2086 # the options are words
run $options -Dmuster.app="$app" -cp "$app/muster.jar" dev.muster.cli.Main -p "begin"
# Taking up a long session is trained too: the first call and its result, many times over.
session=$(echo "$work"/home/.claude/projects/*/*.jsonl)
awk '
  /"kind":"answer".*"toolu_first"/ { call = $0 }
  /"kind":"tool"/ { result = $0 }
  { print }
  END {
    for (i = 0; i < 1500; i++) {
      one = call; gsub("toolu_first", "toolu_" i, one); print one
      one = result; gsub("toolu_first", "toolu_" i, one); print one
    }
  }' "$session" >"$work/long"
cat "$work/long" >"$session"
# shellcheck disable=SC2086
run -XX:AOTCacheOutput="$app/muster.aot" $options -Dmuster.app="$app" \
  -cp "$app/muster.jar" dev.muster.cli.Main -p "go on" --resume "$(basename "$session" .jsonl)" \
  --output-format stream-json --verbose --include-partial-messages \
  --permission-mode acceptEdits --allowedTools "Bash(echo:*)" --max-budget-usd 1000
[ -s "$app/muster.aot" ] || { echo "no start-up cache was made"; exit 1; }
# A cache that does not fit the jars would be passed over in silence: here it is an error.
# shellcheck disable=SC2086
run -XX:AOTMode=on -XX:AOTCache="$app/muster.aot" $options -Dmuster.app="$app" \
  -cp "$app/muster.jar" dev.muster.cli.Main --version
printf '%s\n' "$java" >"$app/java"
printf 'built\n' >"$app/complete"
