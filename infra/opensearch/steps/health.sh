# Whether a node runs, and whether it answers.

# is_running NODE
is_running() { [ -f "$1/pid" ] && kill -0 "$(cat "$1/pid")" 2>/dev/null; }

url_of() { echo "http://127.0.0.1:$(cat "$1/port")"; }

is_healthy() { curl -fsS -m 5 "$(url_of "$1")/_cluster/health?wait_for_status=yellow&timeout=4s" >/dev/null 2>&1; }

# wait_until_healthy NODE SECONDS
wait_until_healthy() {
  local deadline=$((SECONDS + $2))
  until is_healthy "$1"; do
    if ! is_running "$1"; then
      echo "OpenSearch stopped while it was starting; the end of $1/logs/server.log:" >&2
      tail -n 20 "$1/logs/server.log" >&2
      return 1
    fi
    if [ $SECONDS -ge "$deadline" ]; then
      echo "OpenSearch does not answer after $2 s: see $1/logs/server.log" >&2
      return 1
    fi
    sleep 0.3
  done
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}
