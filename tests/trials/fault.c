// Makes one file operation, or one allocation of aligned memory, of a program fail. Preloaded on Linux (LD_PRELOAD).
//   FAULT_FOLDER  operations on files below it are counted: open for writing, write, fsync, ftruncate, rename, unlink
//   FAULT_AT      the one that fails, 1 for the first; 0 only counts
//   FAULT_MODE    eio, enospc (this and all later writes), eintr (once), short (half of a write), lost (a rename that does nothing and says it did),
//                 memory (counts allocations of aligned memory instead)
//   FAULT_LOG     a file that gets a line for each counted operation
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_FILES = 65536 };
static unsigned char counted[MOST_FILES];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static long operations, at;
static const char *folder, *mode = "eio";
static int ready;

#define REAL(result, name, ...) static result (*real)(__VA_ARGS__); if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static void begin(void) {
    if (ready) return;
    folder = getenv("FAULT_FOLDER");
    if (getenv("FAULT_MODE")) mode = getenv("FAULT_MODE");
    at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    ready = 1;
}

static int is(const char *name) { return !strcmp(mode, name); }

static int within(const char *path) {
    char full[8192];
    begin();
    if (!folder || !path) return 0;
    if (path[0] != '/') {
        if (!getcwd(full, 4096)) return 0;
        snprintf(full + strlen(full), 4096, "/%s", path);
        path = full;
    }
    return !strncmp(path, folder, strlen(folder));
}

static void note(const char *what) {
    REAL(ssize_t, "write", int, const void *, size_t);
    const char *log = getenv("FAULT_LOG");
    if (!log) return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0) return;
    char line[64];
    int length = snprintf(line, sizeof line, "%ld %s\n", operations, what);
    if (real(file, line, (size_t)length) < 0) { /* a count that is not kept fails the trial */ }
    close(file);
}

// 0: go on; 1: fail with errno; 2: do half; 3: say it is done
static int fault(const char *what, int writes) {
    int result = 0;
    if (is("memory")) return 0;
    pthread_mutex_lock(&gate);
    operations++;
    note(what);
    if (at > 0 && (operations == at || (operations > at && is("enospc")))) {
        if (is("eio")) { errno = EIO; result = 1; }
        else if (is("enospc") && writes) { errno = ENOSPC; result = 1; }
        else if (is("eintr") && writes) { errno = EINTR; result = 1; }
        else if (is("short") && writes) result = 2;
        else if (is("lost") && !strcmp(what, "rename")) result = 3;
    }
    pthread_mutex_unlock(&gate);
    return result;
}

static int opened(int file, int ours) {
    if (file >= 0 && file < MOST_FILES) counted[file] = (unsigned char)ours;
    return file;
}

static int has(int file) { return file >= 0 && file < MOST_FILES && counted[file]; }

#define OPEN(name, parameters, arguments, path, flags) \
    int name parameters { \
        mode_t bits = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); bits = va_arg(rest, mode_t); va_end(rest); } \
        int ours = (flags & O_ACCMODE) != O_RDONLY && within(path); \
        if (ours && fault("open", (flags & O_CREAT) != 0) == 1) return -1; \
        return opened(real_##name arguments, ours); \
    }
static int real_open(const char *p, int f, mode_t b) { REAL(int, "open", const char *, int, ...); return real(p, f, b); }
static int real_open64(const char *p, int f, mode_t b) { REAL(int, "open64", const char *, int, ...); return real(p, f, b); }
OPEN(open, (const char *path, int flags, ...), (path, flags, bits), path, flags)
OPEN(open64, (const char *path, int flags, ...), (path, flags, bits), path, flags)

int close(int file) { REAL(int, "close", int); if (has(file)) counted[file] = 0; return real(file); }

#define WRITE(name, result, parameters, file, call, half) \
    result name parameters { \
        if (has(file)) { int found = fault("write", 1); if (found == 1) return -1; if (found == 2) return half; } \
        return call; \
    }
static ssize_t real_write(int f, const void *b, size_t n) { REAL(ssize_t, "write", int, const void *, size_t); return real(f, b, n); }
static ssize_t real_pwrite(int f, const void *b, size_t n, off_t o) { REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t); return real(f, b, n, o); }
static ssize_t real_pwritev(int f, const struct iovec *v, int c, off_t o) { REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off_t); return real(f, v, c, o); }
static size_t part(size_t n) { return n > 1 ? n / 2 : n; }
WRITE(write, ssize_t, (int f, const void *b, size_t n), f, real_write(f, b, n), real_write(f, b, part(n)))
WRITE(pwrite, ssize_t, (int f, const void *b, size_t n, off_t o), f, real_pwrite(f, b, n, o), real_pwrite(f, b, part(n), o))
WRITE(pwrite64, ssize_t, (int f, const void *b, size_t n, off_t o), f, real_pwrite(f, b, n, o), real_pwrite(f, b, part(n), o))
WRITE(pwritev, ssize_t, (int f, const struct iovec *v, int c, off_t o), f, real_pwritev(f, v, c, o), real_pwrite(f, v[0].iov_base, part(v[0].iov_len), o))
WRITE(pwritev64, ssize_t, (int f, const struct iovec *v, int c, off_t o), f, real_pwritev(f, v, c, o), real_pwrite(f, v[0].iov_base, part(v[0].iov_len), o))

int fsync(int file) { REAL(int, "fsync", int); if (has(file) && fault("fsync", 0) == 1) return -1; return real(file); }
int fdatasync(int file) { REAL(int, "fdatasync", int); if (has(file) && fault("fsync", 0) == 1) return -1; return real(file); }
// the runtime asks the C library itself for what is imported by name
void *dlsym(void *library, const char *name) {
    static const char *const versions[] = { "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5" };
    static void *(*real)(void *, const char *);
    for (int i = 0; !real && i < 3; i++) real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    return library != RTLD_NEXT && !strcmp(name, "fsync") ? (void *)fsync : real(library, name);
}

int ftruncate(int file, off_t n) { REAL(int, "ftruncate", int, off_t); if (has(file) && fault("ftruncate", 0) == 1) return -1; return real(file, n); }
int ftruncate64(int file, off_t n) { REAL(int, "ftruncate64", int, off_t); if (has(file) && fault("ftruncate", 0) == 1) return -1; return real(file, n); }
int unlink(const char *path) { REAL(int, "unlink", const char *); if (within(path) && fault("unlink", 0) == 1) return -1; return real(path); }
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (within(to)) { int found = fault("rename", 0); if (found == 1) return -1; if (found == 3) return 0; }
    return real(from, to);
}

static int without_memory(void) {
    begin();
    if (!is("memory")) return 0;
    pthread_mutex_lock(&gate);
    operations++;
    note("memory");
    int fails = at > 0 && operations >= at;
    pthread_mutex_unlock(&gate);
    return fails;
}

void *aligned_alloc(size_t alignment, size_t size) {
    REAL(void *, "aligned_alloc", size_t, size_t);
    if (without_memory()) { errno = ENOMEM; return NULL; }
    return real(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    REAL(int, "posix_memalign", void **, size_t, size_t);
    return without_memory() ? ENOMEM : real(memory, alignment, size);
}
