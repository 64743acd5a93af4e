#!/usr/bin/env bash
# Compares this generator with others: installs them, lets all of them generate SDKs from the same
# documents in turns, and prints tables in Markdown. Progress goes to standard error.
#
#     generator/benches/peers.sh                        # the project's document, and one of 4 MB
#     generator/benches/peers.sh --runs 21 a.json       # another document, more runs
#     generator/benches/peers.sh --builds a.json        # also builds two of the emitted crates: takes long
#
# Everything is below target/peers, or the directory given by `--dir`. The programs take turns in each
# round, so that other load affects them equally, and each writes to an empty directory. The tables have
# medians. The ratio is the median of the ratios of the rounds: ours to theirs. Peak memory needs GNU time
# (`apt-get install time`), and is left out without it.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The names on the registry, with the versions that the documentation compares.
peers=(openapi-nexus@0.2.3 oas3-gen@0.29.0 openapi-to-rust@0.23.0)

runs=11
builds=no
directory=target/peers
documents=()
while [ $# -gt 0 ]; do
  case $1 in
    --runs) runs=$2; shift 2 ;;
    --builds) builds=yes; shift ;;
    --dir) directory=$2; shift 2 ;;
    -*) echo "unknown option $1: see the head of $0" >&2; exit 2 ;;
    *) documents+=("$(realpath "$1")"); shift ;;
  esac
done
mkdir -p "$directory"
directory=$(realpath "$directory")
bin=$directory/bin
out=$directory/out
log=$directory/log
gnu_time=$(type -P time || true)

say() { printf '%s\n' "$*" >&2; }

install_peers() {
  local peer
  for peer in "${peers[@]}"; do
    # Cargo does nothing if this version is installed.
    say "installing $peer"
    CARGO_TARGET_DIR=$directory/build nice -n 19 cargo install --quiet --locked --root "$directory" "$peer"
  done
}

build_ours() {
  say "building xtask"
  cargo build --quiet --release --package xtask --no-default-features
  cp "${CARGO_TARGET_DIR:-target}/release/xtask" "$bin/ours"
}

# The command of a contender, which reads $document and writes to $out.
command_of() {
  case $1 in
    ours) echo '"$bin/ours" generate --spec "$document" --no-overlays --out "$out" --crate-name example-sdk' ;;
    openapi-nexus) echo '"$bin/openapi-nexus" generate --input "$document" --output "$out" --generators rust-reqwest' ;;
    "openapi-nexus + rustfmt")
      echo "$(command_of openapi-nexus) && find \"\$out\" -name '*.rs' -exec rustfmt --edition 2024 {} +" ;;
    oas3-gen) echo '"$bin/oas3-gen" generate client-mod -i "$document" -o "$out" --workspace' ;;
    openapi-to-rust) echo 'mkdir -p "$out" && "$bin/openapi-to-rust" generate "$document" --output-dir "$out/src/generated"' ;;
  esac
}
contenders=(ours openapi-nexus "openapi-nexus + rustfmt" oas3-gen openapi-to-rust)

# Runs a command in an empty directory, and prints its wall time, user time and system time in seconds.
timed() {
  rm -rf "$out"
  # bash prints the times after those of the command, whose own output goes to the log.
  TIMEFORMAT='%3R %3U %3S'
  { time eval "$1" >>"$log" 2>&1; } 2>&1
}

# The number in the middle of those on standard input, one per line.
median() { sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# Peak memory in MiB.
memory() {
  [ -n "$gnu_time" ] || { echo -; return; }
  rm -rf "$out"
  "$gnu_time" --format '%M' --output "$directory/memory" bash -c "$1" >>"$log" 2>&1
  awk '{ printf "%.0f", $1 / 1024 }' "$directory/memory"
}

# A table for the document.
compare() {
  document=$1
  export document out bin
  local name able=() samples=$directory/samples
  rm -rf "$samples"
  mkdir -p "$samples"
  for name in "${contenders[@]}"; do
    if timed "$(command_of "$name")" >/dev/null; then
      able+=("$name")
      find "$out" -name '*.rs' -print0 | xargs -0 cat | wc -l >"$samples/$name.lines"
    else
      say "$name fails; $log has its output"
      [ "$name" != ours ] || exit 1
    fi
  done
  for ((round = 1; round <= runs; round++)); do
    say "round $round of $runs"
    for name in "${able[@]}"; do
      timed "$(command_of "$name")" >>"$samples/$name"
    done
  done
  printf '\n%s: %s bytes, %s runs\n\n' "$(basename "$document")" "$(wc -c <"$document")" "$runs"
  echo '| | Wall time | CPU time | Ratio of wall time | Ratio of CPU time | Peak memory | Lines of Rust |'
  echo '| :-- | --: | --: | --: | --: | --: | --: |'
  for name in "${contenders[@]}"; do
    if [ ! -e "$samples/$name" ]; then
      echo "| $name | fails | | | | | |"
      continue
    fi
    local wall cpu ratio cpu_ratio
    wall=$(awk '{ print $1 * 1000 }' "$samples/$name" | median)
    cpu=$(awk '{ print ($2 + $3) * 1000 }' "$samples/$name" | median)
    ratio=$(paste -d ' ' "$samples/ours" "$samples/$name" | awk '{ print $1 / $4 }' | median)
    cpu_ratio=$(paste -d ' ' "$samples/ours" "$samples/$name" | awk '{ print ($2 + $3) / ($5 + $6) }' | median)
    printf '| %s | %.0f ms | %.0f ms | %.2f | %.2f | %s MiB | %s |\n' "$name" "$wall" "$cpu" "$ratio" "$cpu_ratio" \
      "$(memory "$(command_of "$name")")" "$(cat "$samples/$name.lines")"
  done
}

# A crate around the modules of openapi-to-rust, with the dependencies that it names.
crate_of_openapi_to_rust() {
  {
    printf '[package]\nname = "sdk"\nversion = "0.1.0"\nedition = "2024"\n\n'
    cat "$1/src/generated/REQUIRED_DEPS.toml"
    printf '\n[workspace]\n'
  } >"$1/Cargo.toml"
  echo 'pub mod generated;' >"$1/src/lib.rs"
}

# Builds the crates that ours and openapi-to-rust emit, without anything built before.
compare_builds() {
  document=$1
  local name profile crates=$directory/crates
  for name in ours openapi-to-rust; do
    rm -rf "$crates/$name"
    mkdir -p "$crates"
    timed "$(command_of "$name")" >/dev/null
    mv "$out" "$crates/$name"
  done
  crate_of_openapi_to_rust "$crates/openapi-to-rust"
  printf '\n[workspace]\n' >>"$crates/ours/Cargo.toml"
  for name in ours openapi-to-rust; do
    cargo fetch --quiet --manifest-path "$crates/$name/Cargo.toml"
  done
  printf '\nCold builds of the crates for %s\n\n' "$(basename "$document")"
  echo '| | Wall time | CPU time | Crates |'
  echo '| :-- | --: | --: | --: |'
  for profile in "check" "build --release"; do
    for name in ours openapi-to-rust; do
      say "cargo $profile of the crate of $name"
      local times wall user system count
      times=$(timed "CARGO_TARGET_DIR=\"\$out\" cargo $profile --manifest-path \"$crates/$name/Cargo.toml\"")
      read -r wall user system <<<"$times"
      count=$(cargo tree --manifest-path "$crates/$name/Cargo.toml" --edges normal,build --prefix none --no-dedupe \
        --format '{p}' | sort -u | wc -l)
      awk -v name="$name" -v profile="$profile" -v wall="$wall" -v cpu="$user $system" -v count="$count" 'BEGIN {
        split(cpu, parts, " "); printf "| `cargo %s`, %s | %.1f s | %.1f s | %d |\n", profile, name, wall, parts[1] + parts[2], count }'
    done
  done
}

: >"$log"
install_peers
build_ours
if [ ${#documents[@]} -eq 0 ]; then
  large=$directory/large.json
  say "writing $large"
  cargo bench --quiet --package sdk-generator --bench steps -- --write "$large"
  documents=("$PWD/spec/codat-platform.yaml" "$large")
fi
printf '%s, %s processors, %s\n' "$(uname -sm)" "$(nproc)" "$(rustc --version)"
for one in "${documents[@]}"; do
  compare "$one"
  if [ "$builds" = yes ]; then
    compare_builds "$one"
  fi
done
