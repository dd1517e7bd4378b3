// A slow line between server and browser. (What the browser's own tools slow down leaves out its workers and its service
// worker; this is the same for all.)

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const PIECE = 2048;

/** A line of so many bits a second, shared by all answers, on which each answer begins after `delay` milliseconds.
 * Setting up a connection is not counted. */
export function line({ bits, delay }) {
  let free = 0;
  /** Waits until `bytes` more have gone over the line. */
  const pass = async (bytes) => {
    free = Math.max(free, performance.now()) + (bytes * 8000) / bits;
    await sleep(free - performance.now());
  };
  return async (response, bytes) => {
    await sleep(delay);
    for (let at = 0; at < bytes.length && !response.destroyed; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      await pass(piece.length);
      response.write(piece);
    }
    response.end();
  };
}

/** What the figures of first visits are measured on: a poor mobile connection. */
export const SLOW = { bits: 1_600_000, delay: 150 };
