/**
 * How long a test waits for what has to come but is promised for no moment: many times what it takes, so that a busy
 * machine fails no test. A promised time is a bound of the test itself.
 */
export const patienceMs = 60_000;
