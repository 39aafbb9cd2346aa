# SPDX-FileCopyrightText: The Entente authors
# SPDX-License-Identifier: Apache-2.0
# What the scripts share. Sourced, never run; the caller has set -euo pipefail.
# shellcheck shell=bash
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

say() { printf '%s\n' "$*"; }

# fail "what is wrong, why, and what to do"
fail() {
  printf '%s: %s\n' "${0#"$PWD"/}" "$*" >&2
  exit 1
}

# The comment at the top of a script is its help text.
print_help() { awk 'NR > 3 && !/^#/ { exit } NR > 3 { sub(/^# ?/, ""); print }' "$0"; }

# as_root COMMAND...: apt needs root; a person at their own machine has sudo.
as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -- "$@"
  else
    fail "installing packages needs root, and there is no sudo here: run script/bootstrap as root, then this script again as yourself"
  fi
}

# logged LOG COMMAND...: keeps the output in LOG and shows its end only when the command fails.
logged() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    return 1
  fi
}

# configure PRESET [cmake arguments]
configure() {
  local preset=$1
  shift
  logged "build/log/configure-$preset.log" cmake --preset "$preset" "$@" ||
    fail "CMake could not configure the preset $preset (its words stand above): run script/bootstrap again, and delete build/$preset if that does not help"
}

# compile PRESET [target...]: every 25th step is shown, and everything that is not a step.
compile() {
  local preset=$1
  shift
  # One at a time: two of ninja in one folder spoil each other's work, so the second waits.
  flock "build/$preset/.building" ninja -C "build/$preset" -j"$(nproc)" "$@" </dev/null |
    awk '/^\[[0-9]+\/[0-9]+\]/ { split(substr($1, 2), n, "/"); if (n[1] % 25 == 0 && n[2] + 0 >= 25) { print "  " $1; fflush() }
                                 next }
         /^-- |^ninja: (Entering|no work)/ { next }
         { print; fflush() }'
}

# The files of the project, one a line: what git knows, or, in a folder without git, what is not made.
# tracked_files [ROOT]
tracked_files() {
  local root=${1:-.}
  if [[ -e $root/.git ]] && command -v git >/dev/null &&
    git -C "$root" ls-files --cached --others --exclude-standard 2>/dev/null | grep -q .; then
    # A file removed but not yet committed is still listed: leave it out.
    git -C "$root" ls-files --cached --others --exclude-standard |
      while IFS= read -r file; do if [[ -f $root/$file ]]; then printf '%s\n' "$file"; fi; done
  else
    (cd "$root" && find . \( -path ./build -o -path ./node_modules -o -path ./register -o -path ./register.new \
      -o -path ./tests/browser/out -o -path ./tests/lighthouse/node_modules -o -path ./.git \) -prune -o -type f -print) | sed 's|^\./||'
  fi | LC_ALL=C sort
}

# What the programs of build/asan are run with: a leak is a fault, and a report has names and lines.
sanitizer_environment() {
  export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
  export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-16 || true)
  export ASAN_SYMBOLIZER_PATH UBSAN_SYMBOLIZER_PATH=$ASAN_SYMBOLIZER_PATH
}

# Where runs of script/reliability and script/fuzz add up.
reliability_results=build/reliability/results.tsv

# reliability_result TEST COUNT BAD GAP: a round. COUNT: writes acknowledged, calls that failed, inputs tried,
# connections; BAD: 1 where it went wrong; GAP: the longest time without a write, ms.
reliability_result() {
  mkdir -p "$(dirname "$reliability_results")"
  printf '%s\t%s\t%s\t%s\t%s\n' "$(date -u +%F)" "$@" >>"$reliability_results"
}
