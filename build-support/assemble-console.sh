# Puts the console's jars together as an application and trains its start-up caches.
# Usage: assemble-console.sh JAVA_HOME APP_FOLDER    (from the project's root, after mvn package)
set -eu
java=$1/bin/java
app=$2
case $app in
  /*) ;;
  *) app=$PWD/$app ;;
esac

cp console/server/target/muster-server-*.jar "$app/console.jar"
rm -f "$app/console.aot"
work=$(mktemp -d "${TMPDIR:-/tmp}/muster-training.XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
common="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dfile.encoding=UTF-8"

# The commands are clients of a running console; one that finds none loads all but the answer.
rm -f "$app/console.aot"
mkdir "$work/none"
printf '{"url":"http://127.0.0.1:9","pid":1,"credential":"training"}\n' >"$work/none/console-access.json"
# shellcheck disable=SC2086 # the options are words
"$java" -XX:AOTCacheOutput="$app/console.aot" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m $common \
  -cp "$app/console.jar" dev.muster.server.Main key list --data "$work/none" || [ $? -eq 3 ]
[ -s "$app/console.aot" ] || { echo "no start-up cache was made"; exit 1; }

# The server is trained by starting once, with its own database. Where that cannot be, it does without a cache.
rm -f "$app/server.aot"
# The database drops root's rights and must come to its folder all the same.
chmod 711 "$work"
# shellcheck disable=SC2086 # the options are words
"$java" -XX:AOTCacheOutput="$app/server.aot" -XX:+UseParallelGC -Xmx384m $common \
  -cp "$app/console.jar" dev.muster.server.Main up --data "$work/data" --port 0 >"$work/out" 2>&1 &
server=$!
tries=600
while [ "$tries" -gt 0 ] && kill -0 "$server" 2>/dev/null && ! grep -q 'listens on' "$work/out"; do
  sleep 0.1
  tries=$((tries - 1))
done
kill "$server" 2>/dev/null || true
wait "$server" || true
server=
if [ ! -s "$app/server.aot" ]; then
  cat "$work/out"
  echo "the console starts without a cache, some seconds later than it could"
fi
printf '%s\n' "$java" >"$app/java"
printf 'built\n' >"$app/complete"
