# Builds the server and the front end, each only when its sources changed. Sourced, never run.
# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# build_server NAME [cmake option]...: builds into build/NAME, or build/NAME-COMPILER where CC names one, and sets BUILT to
# that folder. Quiet unless something goes wrong.
build_server() {
  local folder log
  BUILT=$ROOT/build/$1${CC:+-${CC##*/}}
  folder=$BUILT log=$BUILT.log
  shift
  # A build folder that came with a copied checkout names the old place.
  if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$folder/CMakeCache.txt"; then
    rm -rf "$folder"
  fi
  mkdir -p "$folder"
  say "building the server in ${folder#"$ROOT"/}"
  {
    # The build itself looks for new files and changed lists: configuring is for a new folder or other options.
    if [ "$*" != "$(cat "$folder/options" 2>/dev/null)" ]; then
      cmake -S "$ROOT" -B "$folder" "$@" && printf '%s\n' "$*" >"$folder/options"
    fi && cmake --build "$folder" --parallel "$(nproc)"
  } >"$log" 2>&1 || {
    tail -n 60 "$log" >&2
    die "the build failed; all of it is in ${log#"$ROOT"/}"
  }
}

# What the front end is made from: its own files, and the API's description for its types.
frontend_sources() {
  (cd "$ROOT" && find frontend docs/openapi.yaml \( -name node_modules -o -path frontend/dist \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum)
}

build_frontend() {
  local stamp=$ROOT/build/frontend.sources
  npm_install "$ROOT/frontend"
  mkdir -p "$ROOT/build"
  frontend_sources >"$stamp.now"
  if [ -f "$ROOT/frontend/dist/index.html" ] && cmp -s "$stamp" "$stamp.now"; then return; fi
  say "building the front end"
  (cd "$ROOT/frontend" && npm run --silent build) >"$ROOT/build/frontend.log" 2>&1 ||
    { tail -n 60 "$ROOT/build/frontend.log" >&2; die "the front end's build failed"; }
  mv "$stamp.now" "$stamp"
}
