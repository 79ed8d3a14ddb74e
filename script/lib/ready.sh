# Asks a server whether it is ready, with nothing but the shell. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# http_status HOST PORT PATH: prints the status of a GET; false when nobody answers.
http_status() {
  local line
  # shellcheck disable=SC2261
  {
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$3" >&3 &&
      IFS=' ' read -r -t 5 _ line _ <&3
  } 3<>"/dev/tcp/$1/$2" || return 1
  echo "$line"
} 2>/dev/null

# wait_ready HOST PORT PID SECONDS: true once /readyz answers 200; false when the process ends or time is up.
wait_ready() {
  local host=$1 try
  case $host in 0.0.0.0 | '') host=127.0.0.1 ;; '::') host=::1 ;; esac
  for try in $(seq $(($4 * 20))); do
    kill -0 "$3" 2>/dev/null || return 1
    [ "$(http_status "$host" "$2" /readyz)" != 200 ] || return 0
    sleep 0.05
  done
  : "$try"
  return 1
}
