#!/usr/bin/env bash
# Reads a generated list of pods with the inventory reader, and scans the same file with Utf8JsonReader alone: speed as a ratio in one run, and peak memory.
# usage: benchmarks/inventory/run.sh [MEGABYTES]   (default 500)
set -euo pipefail
cd "$(dirname "$0")/../.."
list=$(mktemp --suffix=.json)
trap 'rm -f "$list"' EXIT
dotnet build benchmarks/inventory -c Release -nologo -v quiet
program=artifacts/bin/CostTool.Benchmarks.Inventory/release/CostTool.Benchmarks.Inventory
"$program" generate "$list" tests/Sources.Tests/Kubernetes/Data/minikube-1.34/pods.json "${1:-500}"
for round in 1 2 3; do
  scan=$("$program" scan "$list")
  read=$("$program" read "$list")
  printf '%s\n%s\n' "$scan" "$read"
  awk -v scan="$scan" -v read="$read" 'BEGIN { split(scan, a, ", "); split(read, b, ", "); printf "ratio of time: %.2f\n", b[3] / a[3] }'
done
