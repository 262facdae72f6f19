// SPDX-License-Identifier: Apache-2.0
// until.mjs - waits for a condition, not for a time
import { setTimeout as pause } from "node:timers/promises";

const TRIES = 1200;

// The first true-ish answer of check; an error that names what never came.
export async function until(what, check) {
	for (let tries = 0; tries < TRIES; tries++) {
		const found = await check();
		if (found)
			return found;
		await pause(50);
	}
	throw new Error(`never happened: ${what}`);
}
