# find_jdk: prints the home of a JDK of Java 21 or newer: JAVA_HOME, else the newest one in the usual folders.

java_version() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

find_jdk() {
  local home version best='' newest=0
  local candidates=(/usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home)
  [ -n "${JAVA_HOME:-}" ] && version=$(java_version "$JAVA_HOME") && [ "${version:-0}" -ge 21 ] && candidates=("$JAVA_HOME")
  for home in "${candidates[@]}"; do
    version=$(java_version "$home") || continue
    if [ "${version:-0}" -ge 21 ] && [ "$version" -gt "$newest" ] && [ -x "$home/bin/javac" ]; then
      best=$home
      newest=$version
    fi
  done
  if [ -z "$best" ]; then
    echo "OpenSearch 3 needs a JDK (not only a JRE) of Java 21 or newer: install one, or set JAVA_HOME to it." >&2
    return 1
  fi
  echo "$best"
}
