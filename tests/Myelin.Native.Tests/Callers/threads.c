/* Many threads predict with one model, which is freed while they do: each prediction is right, or is refused. */
#include "myelin.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 8, CALLS = 300 };

static myelin_model *model;
static const char *rows;
static char *expected;
static long right, refused, wrong;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *unused)
{
    int i;
    (void)unused;
    for (i = 0; i < CALLS; i++) {
        char *json;
        myelin_status status = myelin_predict_json(model, rows, NULL, &json);
        int is_right = status == MYELIN_OK && strcmp(json, expected) == 0;
        pthread_mutex_lock(&gate);
        if (is_right) right++;
        else if (status == MYELIN_INVALID_HANDLE && strcmp(myelin_last_error(), "The model was freed, or the pointer is no model.") == 0) refused++;
        else wrong++;
        if (right == THREADS * CALLS / 2) myelin_free(model);
        pthread_mutex_unlock(&gate);
        myelin_free_string(json);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS];
    int i;
    if (argc != 3) return 2;
    rows = argv[2];
    if (myelin_load(argv[1], &model) || myelin_predict_json(model, rows, NULL, &expected)) {
        fprintf(stderr, "%s\n", myelin_last_error());
        return 1;
    }
    for (i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, NULL)) return 3;
    for (i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    myelin_free_string(expected);
    printf("%s %s %ld\n", right >= THREADS * CALLS / 2 ? "right" : "few", refused > 0 ? "refused" : "late", wrong);
    return 0;
}
