/** 1-based, as in the platform's compile errors. */
export interface Position {
  line: number;
  column: number;
}

/** Every node knows where it stands. */
export interface Node {
  pos: Position;
}
