
# fast: quick to start and small; full: the collector, compiler and vector instructions of production, for measuring.
jvm_profile() {
  case $1 in
    fast) echo "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$2 -Xlog:cds=off -Xlog:aot=off" ;;
    full) echo "-XX:+UseG1GC --add-modules=jdk.incubator.vector" ;;
    *) echo "--profile is fast or full, not $1" >&2; return 1 ;;
  esac
}

# configure_server HOME NODE PORT: its port in NODE/port.
configure_server() {
  local home=$1 member=$2 port=$3
  mkdir -p "$member"/{conf,data,logs,tmp}
  cp "$home/config/log4j2.properties" "$member/conf/"
  # No security plugin: it listens on loopback only.
  cat >"$member/conf/opensearch.yml" <<YAML
cluster.name: weir-$name
node.name: $(basename "$member")
network.host: 127.0.0.1
http.port: $port
$(discovery "$member")
path.data: $member/data
path.logs: $member/logs
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
YAML
  echo "$port" >"$member/port"
}

# start_server HOME NODE HEAP PROFILE: starts a configured server in the background, its process id in NODE/pid.
start_server() {
  local home=$1 member=$2 heap=$3 profile
  profile=$(jvm_profile "$4" "$member/classes.jsa")
  # shellcheck disable=SC2086 # the profile is several words
  nohup "$jdk/bin/java" "-Xms$heap" "-Xmx$heap" $profile -XX:MaxDirectMemorySize=256m \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Djava.io.tmpdir="$member/tmp" -Djna.nosys=true -Djna.noclasspath=true -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
    -Dlog4j2.disable.jmx=true -Dlog4j.shutdownHookEnabled=false \
    -Dio.netty.noUnsafe=true -Dio.netty.noKeySetOptimization=true -Dio.netty.recycler.maxCapacityPerThread=0 \
    -Dio.netty.allocator.numDirectArenas=0 \
    -Dopensearch.path.home="$home" -Dopensearch.path.conf="$member/conf" \
    -Dopensearch.distribution.type=tar -Dopensearch.bundled_jdk=false \
    -cp "$home/lib/*" org.opensearch.bootstrap.OpenSearch >"$member/logs/server.log" 2>&1 </dev/null &
  echo $! >"$member/pid"
}
