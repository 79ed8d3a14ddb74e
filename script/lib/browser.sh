# Finds the Chromium that the browser tests drive. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# Sets CHROMIUM for the tests: what it names already, else the system's, else the one script/bootstrap downloaded.
find_browser() {
  local name found
  export CHROMIUM=${CHROMIUM:-}
  [ -z "$CHROMIUM" ] || return 0
  for name in chromium google-chrome-stable google-chrome; do
    if CHROMIUM=$(command -v "$name"); then return; fi
  done
  found=$(find "$LOCAL/browsers" -type f -perm -u+x \( -name headless_shell -o -name chrome-headless-shell -o -name chrome \) 2>/dev/null | head -n 1)
  CHROMIUM=$found
  [ -n "$CHROMIUM" ]
}
