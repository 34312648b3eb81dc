let verbose = false;

/** From now on the reporter shows a line for each case, also in groups that pass. */
export function showEachCase(): void {
  verbose = true;
}

export function isEachCaseShown(): boolean {
  return verbose;
}
