# Finds a JDK of version 25 or newer. Sourced by the scripts in the project's root.

# jdk_version HOME: prints the feature version that HOME/release names, or nothing.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r name value; do
    if [ "$name" = JAVA_VERSION ]; then
      value=${value#\"}
      value=${value%%[!0-9]*}
      printf '%s\n' "$value"
      return 0
    fi
  done < "$1/release"
  return 1
}

# find_jdk: prints the home of the first JDK that will do: JAVA_HOME, PATH, then the usual folders.
find_jdk() {
  on_path=$(command -v java 2>/dev/null) || on_path=
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null) || on_path=
    on_path=${on_path%/bin/java}
  fi
  for home in \
    "${JAVA_HOME:-}" \
    "$on_path" \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/current \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /opt/jdk* \
    "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$home" ] || continue
    version=$(jdk_version "$home") || continue
    if [ "${version:-0}" -ge 25 ] && [ -x "$home/bin/javac" ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  echo "muster: needs a JDK 25 or newer; install one (https://adoptium.net, or 'sdk install java 25-tem') or set JAVA_HOME to it" >&2
  return 1
}

# find_java: prints the path of that JDK's java.
find_java() {
  found=$(find_jdk) || return 1
  printf '%s/bin/java\n' "$found"
}
