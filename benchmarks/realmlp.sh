#!/usr/bin/env bash
# The recipe RealMLP-TD in Myelin and in PyTorch, beside each other: ./benchmarks/realmlp.sh [TABLE TARGET] [EPOCHS] [ROUNDS]. The table is
# ../shared/data/california.csv. Says the seconds of an epoch, the rows that choose the best one included, on one thread and on two:
# everybody trains EPOCHS epochs in turn, ROUNDS times, and the fastest counts. Needs Debian's python3-torch and python3-sklearn.
set -euo pipefail
shopt -s inherit_errexit
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
table=${1:-$repository/../shared/data/california.csv} target=${2:-median_house_value} epochs=${3:-32} rounds=${4:-5}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# shellcheck source=benchmarks/openblas.sh
source "$repository/benchmarks/openblas.sh"
dotnet build "$repository/src/Myelin.Cli" -c Release -v quiet >&2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

myelin() {
    rm -f "$folder/model.safetensors"
    "$repository/src/Myelin.Cli/bin/Release/net10.0/Myelin.Cli" train "$table" --target "$target" --recipe realmlp --set batch=256 --quality fast \
        --epochs "$epochs" --threads "$1" --output "$folder/model.safetensors" --json > "$folder/myelin.json" 2> "$folder/error.txt" || { cat "$folder/error.txt" >&2; exit 1; }
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["members"][0]["seconds"] / int(sys.argv[2]))' "$folder/myelin.json" "$epochs"
}

# on two threads a passive wait is the better one where other programs run, an active one where none do
pytorch() {
    OMP_NUM_THREADS=$1 OPENBLAS_NUM_THREADS=$1 OMP_WAIT_POLICY=${2:-active} /usr/bin/python3 "$repository/benchmarks/rivals-tables/pytorch_realmlp.py" \
        "$table" "$(basename "$table" .csv)" "$target" "" 0 "$epochs" "$1" > "$folder/pytorch.json"
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["epoch"])' "$folder/pytorch.json"
}

for ((round = 1; round <= rounds; round++)); do
    for who in "myelin 1" "pytorch 1" "myelin 2" "pytorch 2 active" "pytorch 2 passive"; do
        time=$($who)
        echo "$who $time" | tee -a "$folder/times.txt" >&2
    done
done
awk '
    { name = $1 " " $2; if (!(name in best) || $NF < best[name]) best[name] = $NF }
    END {
        rival = best["pytorch 1"] < best["pytorch 2"] ? best["pytorch 1"] : best["pytorch 2"]
        printf "an epoch: Myelin %.1f ms on one thread, %.1f ms on two; PyTorch %.1f and %.1f ms\n", \
            1000 * best["myelin 1"], 1000 * best["myelin 2"], 1000 * best["pytorch 1"], 1000 * best["pytorch 2"]
        printf "on one thread %.1f times as fast, on two %.1f times as PyTorch on two, %.1f times as its better one\n", \
            best["pytorch 1"] / best["myelin 1"], best["pytorch 2"] / best["myelin 2"], rival / best["myelin 2"]
    }' "$folder/times.txt"
