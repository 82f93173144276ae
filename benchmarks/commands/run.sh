#!/usr/bin/env bash
# Whole commands against an empty .NET console program, in turn, in one run. Prints medians and ratios.
#   benchmarks/commands/run.sh [RUNS]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
runs=${1:-11}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$root/costtool" --version >/dev/null
mkdir "$work/empty"
cat >"$work/empty/empty.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
XML
echo 'System.Console.WriteLine("empty");' >"$work/empty/Program.cs"
dotnet publish "$work/empty" -c Release -o "$work/out" -nologo -v quiet >/dev/null

time_of() { local start end; start=$(date +%s%N); "$@" >/dev/null; end=$(date +%s%N); echo $(((end - start) / 1000)); }
median() { sort -n "$1" | awk '{ a[NR] = $1 } END { print (NR % 2) ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }

for _ in $(seq "$runs"); do
  time_of "$work/out/empty" >>"$work/empty.us"
  time_of "$root/artifacts/costtool/costtool" --version >>"$work/version.us"
  time_of "$root/artifacts/costtool/costtool" report "$root/samples/atelier" --out "$work/report" >>"$work/report.us"
done
empty=$(median "$work/empty.us") version=$(median "$work/version.us") report=$(median "$work/report.us")
awk -v e="$empty" -v v="$version" -v r="$report" -v n="$runs" 'BEGIN {
  printf "runs                     %8d\n", n
  printf "empty console program    %8.0f ms\n", e / 1000
  printf "costtool --version       %8.0f ms   %.2f x empty (target 1.5)\n", v / 1000, v / e
  printf "costtool report atelier  %8.0f ms   (target 2500)\n", r / 1000
}'
