# Starts the console: builds on first use, then hands over to java. Sourced by ./muster with $root.

app=$root/console/server/target/app
java=
if [ -r "$app/java" ]; then
  read -r java < "$app/java"
fi
if [ ! -x "$java" ] || [ ! -r "$app/complete" ]; then
  . "$root/build-support/find-jdk.sh"
  java=$(find_java) || exit 1
  if [ ! -r "$app/complete" ]; then
    "$root/build" console >&2 || exit 1
  fi
fi

# A server is to run fast for long; a command is to start soon.
case ${1-} in
  up) tuning="-XX:+UseParallelGC -Xms64m -Xmx${MUSTER_CONSOLE_HEAP:-384m} -XX:AOTCache=$app/server.aot" ;;
  *) tuning="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -XX:AOTCache=$app/console.aot" ;;
esac
# shellcheck disable=SC2086 # the options are words
exec "$java" $tuning -Xlog:aot=off -Xlog:cds=off \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dfile.encoding=UTF-8 -cp "$app/console.jar" dev.muster.server.Main "$@"
