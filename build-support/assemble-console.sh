# Puts the console's jars together as an application and trains the start-up cache of its commands.
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
# The commands are clients of a running console; one that finds none loads all but the answer.
work=$(mktemp -d "${TMPDIR:-/tmp}/muster-training.XXXXXX")
trap 'rm -rf "$work"' EXIT
printf '{"url":"http://127.0.0.1:9","pid":1,"credential":"training"}\n' >"$work/console-access.json"
options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m"
options="$options --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
# shellcheck disable=SC2086 # the options are words
"$java" -XX:AOTCacheOutput="$app/console.aot" $options -Dfile.encoding=UTF-8 \
  -cp "$app/console.jar" dev.muster.server.Main key list --data "$work" || [ $? -eq 3 ]
[ -s "$app/console.aot" ] || { echo "no start-up cache was made"; exit 1; }
printf '%s\n' "$java" >"$app/java"
printf 'built\n' >"$app/complete"
