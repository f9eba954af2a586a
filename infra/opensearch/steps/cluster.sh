# The nodes of one cluster: NODE, NODE-2, NODE-3, ..., listed in NODE.members while it is there.

# members_of_cluster NODE COUNT
members_of_cluster() {
  local at
  echo "$1"
  for ((at = 2; at <= $2; at++)); do echo "$1-$at"; done
}

# members NODE: those that were started together with it.
members() { if [ -f "$1.members" ]; then cat "$1.members"; else echo "$1"; fi; }

# is_any_running NODE
is_any_running() {
  local member
  while read -r member; do if is_running "$member"; then return 0; fi; done < <(members "$1")
  return 1
}

# urls_of NODE
urls_of() {
  local member urls=''
  while read -r member; do urls="$urls,$(url_of "$member")"; done < <(members "$1")
  echo "${urls#,}"
}

# choose_ports COUNT FIRST: sets the arrays ports (HTTP) and transports (between the nodes).
choose_ports() {
  local at wanted
  ports=() transports=()
  for ((at = 0; at < $1; at++)); do
    if [ "$2" = 0 ]; then wanted=$(free_port); else wanted=$(($2 + at)); fi
    if curl -s -m 2 "http://127.0.0.1:$wanted" >/dev/null; then
      echo "Port $wanted is taken by another process: choose one with --port, or --port 0 for any free one." >&2
      return 1
    fi
    ports+=("$wanted")
    transports+=("$(free_port)")
  done
}

# discovery NODE: the settings by which it finds the others.
discovery() {
  local member seeds='' names='' at=0 own
  [ "${#transports[@]}" = 1 ] && { printf 'discovery.type: single-node\ntransport.port: 0\n'; return; }
  while read -r member; do
    seeds="$seeds, \"127.0.0.1:${transports[$at]}\""
    names="$names, $(basename "$member")"
    [ "$member" = "$1" ] && own=${transports[$at]}
    at=$((at + 1))
  done < <(members "$node")
  printf 'discovery.seed_hosts: [%s]\ncluster.initial_cluster_manager_nodes: [%s]\ntransport.port: %s\n' \
    "${seeds#, }" "${names#, }" "$own"
}
