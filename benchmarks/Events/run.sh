#!/usr/bin/env bash
# Reads a generated file of Celery events into task profiles, and scans the same file with Utf8JsonReader alone: speed as a ratio in one run, and peak memory.
# usage: benchmarks/Events/run.sh [EVENTS]   (default 5,000,000: about 1.7 GB on disk while it runs)
set -euo pipefail
cd "$(dirname "$0")/../.."
events=$(mktemp --suffix=.jsonl)
trap 'rm -f "$events"' EXIT
dotnet build benchmarks/Events -c Release -nologo -v quiet
program=artifacts/bin/CostTool.Benchmarks.Events/release/CostTool.Benchmarks.Events
"$program" generate "$events" "${1:-5000000}"
for round in 1 2; do
  scan=$("$program" scan "$events")
  read=$("$program" read "$events")
  printf '%s\n%s\n' "$scan" "$read"
  awk -v scan="$scan" -v read="$read" 'BEGIN { split(scan, a, ", "); split(read, b, ", "); printf "ratio of time: %.2f\n", b[3] / a[3] }'
done
