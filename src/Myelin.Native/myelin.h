/*
 * myelin.h: predictions of Myelin's tabular models. Made by tools/Myelin.Header; do not edit.
 *
 * Texts are UTF-8 that a zero ends. Functions that return a myelin_status return MYELIN_OK, or an error whose
 * sentence myelin_last_error has. Any number of threads may use one model at once.
 */
#ifndef MYELIN_H
#define MYELIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number that myelin_abi_version returns where the library is that of this header. */
#define MYELIN_ABI_VERSION 1

/* A loaded model. */
typedef struct myelin_model myelin_model;

/* What a function returns. myelin_last_error has the sentence. */
enum {
    /* It did what it says. */
    MYELIN_OK = 0,
    /* An argument is NULL, negative, no UTF-8 or out of range. */
    MYELIN_INVALID_ARGUMENT = 1,
    /* The model was freed, or the pointer is no model. */
    MYELIN_INVALID_HANDLE = 2,
    /* There is no such file. */
    MYELIN_NOT_FOUND = 3,
    /* The file is damaged, or is no tabular model. */
    MYELIN_INVALID_MODEL = 4,
    /* A row has no cell of a column, or a cell that the model cannot take. */
    MYELIN_INVALID_ROW = 5,
    /* The file could not be read. */
    MYELIN_INPUT_OUTPUT = 6,
    /* There is not enough memory. */
    MYELIN_OUT_OF_MEMORY = 7,
    /* An error of the library itself. */
    MYELIN_INTERNAL = 8
};

typedef int32_t myelin_status;

/* What is unusual about a predicted row; a sum of these. */
enum {
    /*
     * A cell is unlike the training rows': an unseen category, outside the training range, or
     * missing where none was.
     */
    MYELIN_FLAG_UNKNOWN = 1,
    /* A number or a date is far outside the training range: intervals do not cover such rows. */
    MYELIN_FLAG_FAR = 2,
    /* The prediction was limited to the range of the training targets. */
    MYELIN_FLAG_CLAMPED = 4
};

/* How rows are predicted. All zeros are the defaults, and NULL is too. */
typedef struct myelin_options {
    /* Coverage of the prediction intervals of a regression, such as 0.9; 0 for none. */
    double coverage;
    /* Not 0: a cell that is unlike the training rows' is an error. */
    int32_t strict;
    /* Not 0: predicted numbers are not limited to the range of the training targets. */
    int32_t unclamped;
} myelin_options;

/* The cells of one column, row after row: numbers or texts, and NULL for the other. */
typedef struct myelin_cells {
    /*
     * Numbers; NaN is a missing cell. A column of truth values takes 0 and 1, one of dates takes
     * days since 1970-01-01.
     */
    const double *numbers;
    /* Texts, UTF-8; NULL is a missing cell. Read as the cells of a CSV file are. */
    const char *const *texts;
} myelin_cells;

/* Arrays of the caller that take predictions. NULL for what is not wanted. */
typedef struct myelin_outputs {
    /* [rows] The predicted number; of classes the probability of the predicted class. */
    double *values;
    /* [rows] The predicted class, from 0; -1 in a regression. */
    int32_t *classes;
    /* [rows x classes] The probability of each class, row after row. */
    float *probabilities;
    /* [rows] The lower ends of the intervals; needs a coverage. */
    double *low;
    /* [rows] The upper ends of the intervals; needs a coverage. */
    double *high;
    /* [rows] Sums of flags. */
    int32_t *flags;
} myelin_outputs;

/* The library's version, such as 0.1.0. Do not free it. */
const char *myelin_version(void);

/* Compare it with MYELIN_ABI_VERSION before any other call: another number is another header. */
int32_t myelin_abi_version(void);

/*
 * The sentence of this thread's last error, in one line; empty before the first. Valid until the
 * thread's next error. Do not free it.
 */
const char *myelin_last_error(void);

/*
 * Loads a model from its file.
 * path: the file, UTF-8
 * model: receives the model, for myelin_free; NULL after an error
 */
myelin_status myelin_load(const char *path, myelin_model **model);

/*
 * Loads a model from the bytes of its file, which may be freed afterwards.
 * bytes: the whole file
 * length: how many bytes
 * model: receives the model, for myelin_free; NULL after an error
 */
myelin_status myelin_load_bytes(const void *bytes, size_t length, myelin_model **model);

/*
 * Frees a model. Predictions of other threads that are under way end with right numbers; later
 * calls with the model return MYELIN_INVALID_HANDLE, a second myelin_free too. NULL does nothing.
 * model: of myelin_load
 */
myelin_status myelin_free(myelin_model *model);

/*
 * What the model takes and gives, as JSON: columns with name, type, training range and categories,
 * in the order that myelin_predict_columns takes them; target, task, classes.
 * model: of myelin_load
 * json: receives the text, for myelin_free_string; NULL after an error
 */
myelin_status myelin_describe(myelin_model *model, char **json);

/*
 * How many columns a row has, and how many classes there are.
 * model: of myelin_load
 * columns: receives the number of columns
 * classes: receives the number of classes; 0 of a regression
 */
myelin_status myelin_counts(myelin_model *model, int64_t *columns, int64_t *classes);

/*
 * Predicts rows of JSON: an object with a value for each column, null for a missing cell, or an
 * array of such objects. The answer has "predictions", one for each row: "class" and
 * "probabilities", or "value", and "low" and "high" where a coverage is given; and "flags", what is
 * unusual about the row.
 * model: of myelin_load
 * rows: JSON, UTF-8
 * options: NULL for the defaults
 * json: receives the text, for myelin_free_string; NULL after an error
 */
myelin_status myelin_predict_json(
    myelin_model *model,
    const char *rows,
    const myelin_options *options,
    char **json);

/*
 * Predicts rows that stand in columns. Takes no memory after the first calls of a thread, as long
 * as cells are numbers, missing, or categories; a row alone and among others gives the same bits.
 * model: of myelin_load
 * options: NULL for the defaults
 * columns: of each of the model's columns its cells, in the order of myelin_describe
 * column_count: how many; must be the model's number of columns
 * rows: cells of each column
 * outputs: arrays that take the predictions
 */
myelin_status myelin_predict_columns(
    myelin_model *model,
    const myelin_options *options,
    const myelin_cells *columns,
    int64_t column_count,
    int64_t rows,
    const myelin_outputs *outputs);

/*
 * Explains the prediction of one row by replacement, as JSON. Of each column: "replaced", the
 * prediction where this cell alone is missing, and "change", by how much the prediction is above
 * that. Of classes both are of the probability of the predicted class. Changes do not add up to the
 * prediction: what two columns say together counts in both, or in neither.
 * model: of myelin_load
 * row: JSON, UTF-8: an object with a value for each column
 * json: receives the text, for myelin_free_string; NULL after an error
 */
myelin_status myelin_explain_by_replacement(myelin_model *model, const char *row, char **json);

/*
 * Frees a text that a function gave. NULL does nothing.
 * text: such a text, and no other
 */
void myelin_free_string(char *text);

#ifdef __cplusplus
}
#endif

#endif
