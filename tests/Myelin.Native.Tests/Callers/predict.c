/* Predicts every row of a file of cells, one alone and all together, and prints the bits. */
#include "myelin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, myelin_last_error());
    return 1;
}

static void print_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    printf(" %016llx", (unsigned long long)bits);
}

/* The file: the number of rows, then of each column "n" or "t" and its cells, each on a line; an empty line is a missing cell. */
static char *line_of(FILE *file)
{
    char buffer[1024];
    size_t length;
    char *line;
    if (!fgets(buffer, sizeof buffer, file)) exit(3);
    length = strcspn(buffer, "\n");
    buffer[length] = 0;
    line = malloc(length + 1);
    if (!line) exit(4);
    memcpy(line, buffer, length + 1);
    return line;
}

int main(int argc, char **argv)
{
    myelin_model *model;
    myelin_options options = {0};
    myelin_outputs outputs = {0};
    myelin_cells *columns;
    double *numbers;
    const char **texts;
    int64_t count, classes, rows, row, i;
    int alone;
    FILE *file;

    if (argc != 4) return 2;
    options.coverage = atof(argv[3]);
    if (myelin_abi_version() != MYELIN_ABI_VERSION) return 5;
    if (myelin_load(argv[1], &model) != MYELIN_OK) return fail("load");
    if (myelin_counts(model, &count, &classes) != MYELIN_OK) return fail("counts");
    file = fopen(argv[2], "r");
    if (!file) return 6;
    rows = atoi(line_of(file));

    columns = calloc((size_t)count, sizeof *columns);
    for (i = 0; i < count; i++) {
        int is_text = strcmp(line_of(file), "t") == 0;
        numbers = calloc((size_t)rows, sizeof *numbers);
        texts = calloc((size_t)rows, sizeof *texts);
        for (row = 0; row < rows; row++) {
            char *cell = line_of(file);
            if (is_text) texts[row] = *cell ? cell : NULL;
            else numbers[row] = *cell ? strtod(cell, NULL) : NAN;
        }
        if (is_text) columns[i].texts = texts;
        else columns[i].numbers = numbers;
    }

    outputs.values = calloc((size_t)rows, sizeof *outputs.values);
    outputs.classes = calloc((size_t)rows, sizeof *outputs.classes);
    outputs.probabilities = calloc((size_t)(rows * classes) + 1, sizeof *outputs.probabilities);
    outputs.flags = calloc((size_t)rows, sizeof *outputs.flags);
    if (options.coverage > 0) {
        outputs.low = calloc((size_t)rows, sizeof *outputs.low);
        outputs.high = calloc((size_t)rows, sizeof *outputs.high);
    }

    for (alone = 0; alone < 2; alone++) {
        if (!alone) {
            if (myelin_predict_columns(model, &options, columns, count, rows, &outputs) != MYELIN_OK) return fail("predict");
        } else {
            myelin_cells *cells = calloc((size_t)count, sizeof *cells);
            for (row = 0; row < rows; row++) {
                myelin_outputs one = outputs;
                one.values += row;
                one.classes += row;
                one.probabilities += row * classes;
                one.flags += row;
                if (one.low) one.low += row;
                if (one.high) one.high += row;
                for (i = 0; i < count; i++) {
                    cells[i].numbers = columns[i].numbers ? columns[i].numbers + row : NULL;
                    cells[i].texts = columns[i].texts ? columns[i].texts + row : NULL;
                }
                if (myelin_predict_columns(model, &options, cells, count, 1, &one) != MYELIN_OK) return fail("predict one");
            }
        }
        for (row = 0; row < rows; row++) {
            printf("%ld %ld", (long)outputs.classes[row], (long)outputs.flags[row]);
            print_bits(outputs.values[row]);
            for (i = 0; i < classes; i++) print_bits(outputs.probabilities[row * classes + i]);
            if (outputs.low) print_bits(outputs.low[row]);
            if (outputs.high) print_bits(outputs.high[row]);
            printf("\n");
        }
    }
    return myelin_free(model) == MYELIN_OK && myelin_free(model) == MYELIN_INVALID_HANDLE ? 0 : fail("free");
}
