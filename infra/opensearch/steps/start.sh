# start_server HOME NODE PORT HEAP PROFILE: starts a server in the background, its process id in NODE/pid, its port in NODE/port.

# fast: quick to start and small; full: the collector, compiler and vector instructions of production, for measuring.
jvm_profile() {
  case $1 in
    fast) echo "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$2 -Xlog:cds=off -Xlog:aot=off" ;;
    full) echo "-XX:+UseG1GC --add-modules=jdk.incubator.vector" ;;
    *) echo "--profile is fast or full, not $1" >&2; return 1 ;;
  esac
}

start_server() {
  local home=$1 node=$2 port=$3 heap=$4 profile
  profile=$(jvm_profile "$5" "$node/classes.jsa")
  mkdir -p "$node"/{conf,data,logs,tmp}
  cp "$home/config/log4j2.properties" "$node/conf/"
  # No security plugin: it listens on loopback only.
  cat >"$node/conf/opensearch.yml" <<YAML
cluster.name: weir-$(basename "$node")
node.name: $(basename "$node")
discovery.type: single-node
network.host: 127.0.0.1
http.port: $port
transport.port: 0
path.data: $node/data
path.logs: $node/logs
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
YAML
  echo "$port" >"$node/port"
  # shellcheck disable=SC2086 # the profile is several words
  nohup "$jdk/bin/java" "-Xms$heap" "-Xmx$heap" $profile -XX:MaxDirectMemorySize=256m \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Djava.io.tmpdir="$node/tmp" -Djna.nosys=true -Djna.noclasspath=true -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
    -Dlog4j2.disable.jmx=true -Dlog4j.shutdownHookEnabled=false \
    -Dio.netty.noUnsafe=true -Dio.netty.noKeySetOptimization=true -Dio.netty.recycler.maxCapacityPerThread=0 \
    -Dio.netty.allocator.numDirectArenas=0 \
    -Dopensearch.path.home="$home" -Dopensearch.path.conf="$node/conf" \
    -Dopensearch.distribution.type=tar -Dopensearch.bundled_jdk=false \
    -cp "$home/lib/*" org.opensearch.bootstrap.OpenSearch >"$node/logs/server.log" 2>&1 </dev/null &
  echo $! >"$node/pid"
}
