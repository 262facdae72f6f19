// SPDX-License-Identifier: Apache-2.0
// sign_in.mjs - a test of the connection in a tab of its own, at a practice provider or another
import { origin } from "../web/ask.mjs";
import { button } from "./assistant.mjs";

// fault: how the practice provider is told to answer
export async function practice_sign_in(tab, fault = "") {
	await tab.locator("#fault").selectOption(fault);
	await tab.getByRole("button", { name: "Sign in", exact: true }).click();
}

// Without JavaScript, pages that only pass a form on have a button.
async function onward(tab, name) {
	const waits = button(tab, name);
	await Promise.race([waits.waitFor().catch(() => {}), tab.locator("h1", { hasText: /^The test/ }).waitFor().catch(() => {})]);
	if (await waits.isVisible())
		await waits.click();
}

// The tab, which then shows the result. sign_in(tab) is what the person does at the provider, if it does not know the person
// from before; onward_button is the one on the provider's way back, if the browser has no JavaScript.
export async function tab_of_test(page, context, { sign_in, onward_button }) {
	const start = page.getByRole("button", { name: /^Test (connection|again)$/ });
	const [tab] = await Promise.all([context.waitForEvent("page"), start.click()]);
	tab.setDefaultTimeout(45000);
	if (sign_in) {
		await tab.waitForURL((url) => !url.href.startsWith(origin));
		await sign_in(tab);
	}
	if (onward_button)
		await onward(tab, onward_button);
	await tab.locator("h1", { hasText: /^The test (passed|failed)$/ }).waitFor();
	return tab;
}
