#!/usr/bin/env bash
# Compares Myelin's speed with that of other libraries on this machine: installs them from Debian's packages and NuGet, builds their
# programs, and runs all in turn. Writes results/<processor>/ and the README's table. MYELIN_ROUNDS, MYELIN_MILLISECONDS (of each
# measurement) and MYELIN_ONLY (part of "train c 128 1") make it shorter; --no-install takes what is there.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
programs="$repository/artifacts/comparison"
rivals="$repository/benchmarks/rivals"
mkdir -p "$programs"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if [ "${1:-}" != "--no-install" ]; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        g++ libopenblas-dev python3-torch python3-sklearn libfann-dev libdlib-dev || echo "some packages are missing: their libraries are left out"
fi

# shellcheck source=benchmarks/openblas.sh
source "$repository/benchmarks/openblas.sh"

build() { # program, libraries …
    local name=$1
    shift
    [ "$programs/$name" -nt "$rivals/$name.cpp" ] && [ "$programs/$name" -nt "$rivals/rival.h" ] && return
    g++ -std=c++17 -O3 -march=native -o "$programs/$name" "$rivals/$name.cpp" "$@" || {
        rm -f "$programs/$name"
        echo "$name does not build here: left out"
    }
}

build fann -lfloatfann
build dlib -ldlib -llapack -lblas -ldl
dotnet build "$rivals/onnx_runtime.cs" -c Release -v quiet -o "$programs/onnx" ||
    { rm -rf "$programs/onnx"; echo "ONNX Runtime does not build here: left out"; }
dotnet build "$repository/benchmarks/Myelin.Comparison" -c Release -v quiet || exit 1
exec "$repository/benchmarks/Myelin.Comparison/bin/Release/net10.0/Myelin.Comparison" "$repository" "$programs"
