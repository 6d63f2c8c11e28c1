# Sourced by the scripts that measure rivals: OpenBLAS, which multiplies for most of them, with the kernels that this processor can run.
# It chooses by the processor's model, and takes kernels of 2004 for a model that it does not know: a sixth of its speed. An environment
# may pin it to others. So what an environment says is dropped, and an unknown model gets the best kernels of its instruction set.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
openblas_kernels() {
    /usr/bin/python3 -c '
import ctypes
name = ctypes.CDLL("libopenblas.so.0").openblas_get_corename
name.restype = ctypes.c_char_p
print(name().decode())' 2> /dev/null || true
}
case $(openblas_kernels) in
    Prescott | Core2 | Penryn | Dunnington | Nehalem | Generic)
        if grep -qw avx512_bf16 /proc/cpuinfo; then export OPENBLAS_CORETYPE=Cooperlake
        elif grep -qw avx512vl /proc/cpuinfo; then export OPENBLAS_CORETYPE=SkylakeX
        elif grep -qw avx2 /proc/cpuinfo; then export OPENBLAS_CORETYPE=Haswell
        fi
        ;;
esac
[ -z "${OPENBLAS_CORETYPE:-}" ] || echo "OpenBLAS does not know this processor: it is told to run its $OPENBLAS_CORETYPE kernels" >&2
