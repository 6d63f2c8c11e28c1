/** A column that the model takes. */
export interface ColumnInfo {
  name: string;
  type: "number" | "category" | "boolean" | "date";
  /** The categories that the model knows. */
  categories?: string[];
  /** Smallest and largest value of the training rows; of dates in days since 1970-01-01. */
  range?: [number, number];
  median?: number;
  /** Whether training rows had missing values. */
  missing: boolean;
  histogram?: { edges: number[]; counts: number[] } | { words: string[]; counts: number[] };
}

export interface ModelInfo {
  target: string;
  task: "classification" | "regression";
  classes?: string[];
  columns: ColumnInfo[];
  /** Coverages of prediction intervals; the first is that of low and high where no other is given. */
  coverage?: number[];
  /** The probability from which on the second of two classes is predicted. */
  threshold?: number;
  /** Training rows. */
  rows: number;
  networks: number;
  /** The version of Myelin that wrote the module. */
  version: string;
  /** SHA-256 of all weights. */
  digest: string;
  scores: Record<string, number>;
}

/** A cell's value; null or undefined where it is missing. A Date stands for its UTC time. */
export type Cell = number | string | boolean | Date | null | undefined;

export interface Prediction {
  class?: string;
  /** One for each class, in the order of ModelInfo.classes. */
  probabilities?: number[];
  /** The probability of the class, or the predicted number. */
  value: number;
  /** The prediction interval. */
  low?: number;
  high?: number;
  /** Cells that are unlike those of the training rows; far: beyond their range by more than a tenth of it. */
  unknown: { column: string; kind: "unseen" | "below" | "above" | "missing"; text: string; far?: boolean }[];
  /** Whether value was limited to the range of the training targets. */
  clamped?: boolean;
}

export class Predictor {
  private constructor();
  readonly info: ModelInfo;
  /** Columns missing from the row throw an Error that names them. */
  predict(row: Record<string, Cell>, options?: { coverage?: number }): Prediction;
  predictMany(rows: Iterable<Record<string, Cell>>, options?: { coverage?: number }): Prediction[];
}

/** Loads the model. Without a source, its weights are those beside or inside the module. */
export function load(source?: ArrayBuffer | Uint8Array | URL | string): Promise<Predictor>;
