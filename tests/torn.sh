#!/usr/bin/env bash
# Every truncation and every changed byte of a table's model, loaded by the program's own loader: each must be refused in one clear line.
#     tests/torn.sh [MODEL]
# Without MODEL, one of the irises is trained. Another program's damaged copies are judged with: tests/torn.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec dotnet run --project tests/Myelin.Fuzz -c Release -- torn "$@"
