/** An event speaks of something the copy does not have: the copy must be fetched anew. */
export class OutOfStep extends Error {}
