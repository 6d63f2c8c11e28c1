# Predicts rows of JSON through ctypes: library, model, rows; prints the answer, or the status and the sentence.
import ctypes
import sys

library = ctypes.CDLL(sys.argv[1])
library.myelin_last_error.restype = ctypes.c_char_p
library.myelin_predict_json.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)]
library.myelin_free_string.argtypes = [ctypes.c_void_p]
library.myelin_free.argtypes = [ctypes.c_void_p]

sys.stdout.reconfigure(encoding="utf-8")


def check(status):
    if status:
        print(status, library.myelin_last_error().decode())
        sys.exit(0)


model = ctypes.c_void_p()
check(library.myelin_load(sys.argv[2].encode(), ctypes.byref(model)))
text = ctypes.c_void_p()
check(library.myelin_predict_json(model, sys.argv[3].encode(), None, ctypes.byref(text)))
print(ctypes.string_at(text).decode())
library.myelin_free_string(text)
check(library.myelin_free(model))
