#!/usr/bin/env bash
# Runs every test of properties with new examples, again and again, until one fails or it is stopped (Ctrl-C).
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(grep -rl --include='*.test.ts' --exclude-dir=node_modules --exclude-dir=dist "from 'fast-check'" .)
for ((round = 1; ; round++)); do
  echo "round $round: ${#files[@]} files"
  MSS_SEED=random MSS_SKIP_BUILD=1 npx vitest run "${files[@]}" "$@"
done
