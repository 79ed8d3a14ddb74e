# Finds a Node that the front end's build can use: the system's, or the one script/bootstrap pinned. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

NODE_FOLDER=$LOCAL/node

# What Vite asks for: 20.19 or a later 20, or 22.12 and later.
node_is_new_enough() {
  local version major minor
  command -v npm >/dev/null && version=$(node --version 2>/dev/null) || return 1
  IFS=. read -r major minor _ <<<"${version#v}"
  { [ "$major" = 20 ] && [ "$minor" -ge 19 ]; } || { [ "$major" = 22 ] && [ "$minor" -ge 12 ]; } || [ "$major" -gt 22 ]
}

# Puts the Node to use first in PATH; false when there is none yet.
use_node() {
  node_is_new_enough && return 0
  PATH=$NODE_FOLDER/node_modules/.bin:$PATH
  node_is_new_enough
}

# npm_install FOLDER: installs a folder's locked packages, only when its lock file is not the one installed last.
npm_install() {
  local folder=$1 stamp=$1/node_modules/.installed
  shift
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  say "npm: installing the packages of ${folder#"$ROOT"/}"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error "$@") >"$LOCAL/npm.log" 2>&1 || {
    head -n 20 "$LOCAL/npm.log" >&2
    say "npm could not install the packages of ${folder#"$ROOT"/}; all it said is in $LOCAL/npm.log"
    return 1
  }
  mkdir -p "$folder/node_modules"
  cp "$folder/package-lock.json" "$stamp"
}
