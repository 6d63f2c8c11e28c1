#!/usr/bin/env bash
# How long a short run waits for the JIT: the first step of the networks of compare.sh, and whole trainings of the irises, the fastest of
# five processes each: ./benchmarks/start.sh
set -euo pipefail
shopt -s inherit_errexit
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build "$repository/benchmarks/Myelin.Benchmarks" -c Release -v quiet >&2
dotnet build "$repository/src/Myelin.Cli" -c Release -v quiet >&2
benchmarks="$repository/benchmarks/Myelin.Benchmarks/bin/Release/net10.0/Myelin.Benchmarks"
myelin="$repository/src/Myelin.Cli/bin/Release/net10.0/Myelin.Cli"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for network in 0 1 2 3 4; do
    for _ in 1 2 3 4 5; do "$benchmarks" start "$network"; done | sort -n | sed -n 1p
done

seconds() { # the fastest of five
    for _ in 1 2 3 4 5; do
        rm -f "$folder"/*
        begun=$(date +%s%N)
        "$@" > "$folder/output.txt"
        echo $((($(date +%s%N) - begun) / 1000000))
    done | sort -n | sed -n 1p
}
echo "myelin train iris, --quality fast: $(seconds "$myelin" train "$repository/samples/data/iris.csv" --target species --quality fast --output "$folder/m.safetensors") ms"
echo "myelin train iris, ten networks:   $(seconds "$myelin" train "$repository/samples/data/iris.csv" --target species --output "$folder/m.safetensors") ms"
