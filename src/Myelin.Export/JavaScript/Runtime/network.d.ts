export interface NetworkInfo {
  inputs: number;
  outputs: number;
  /** The version of Myelin that wrote the module. */
  version: string;
  /** SHA-256 of all weights. */
  digest: string;
}

export class NetworkPredictor {
  private constructor();
  readonly info: NetworkInfo;
  /** The outputs of one sample. */
  predict(x: ArrayLike<number>): Float32Array;
}

/** Loads the network. Without a source, its weights are those beside or inside the module. */
export function load(source?: ArrayBuffer | Uint8Array | URL | string): Promise<NetworkPredictor>;
