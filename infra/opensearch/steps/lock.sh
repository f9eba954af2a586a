# take_lock NAME: one at a time among the processes of this checkout, until this process ends; mkdir is atomic everywhere.

take_lock() {
  local lock="$cache/$1.lock" owner
  mkdir -p "$cache"
  until mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/pid" 2>/dev/null || true)
    # One that was killed leaves its lock behind.
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$lock"; else sleep 0.2; fi
  done
  # shellcheck disable=SC2064 # the lock of now
  trap "rm -rf '$lock'" EXIT
  echo $$ >"$lock/pid"
}
