// SPDX-License-Identifier: Apache-2.0
// browser.mjs - Debian's chromium, and checks of what a page must never do
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { origin } from "../web/ask.mjs";
import { remember } from "../web/secrets.mjs";

// The browser without windows is lighter.
const PROGRAM = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(existsSync);

// args: more of them
export function browser_start(args = []) {
	return chromium.launch({
		executablePath: PROGRAM,
		args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--disable-quic", ...args],
	});
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };

// A browser profile of its own, which shares and keeps nothing. Movement is off,
// so that measured elements stand still.
export function visitor(browser, options = {}) {
	return browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: "reduce", viewport: DESKTOP,
		locale: "en-GB", timezoneId: "UTC", ...options });
}

// "name=value" as person.mjs has it
export function cookie_give(context, cookie, at = origin) {
	const cut = cookie.indexOf("=");
	return context.addCookies([{ name: cookie.slice(0, cut), value: cookie.slice(cut + 1), path: "/",
		domain: new URL(at).hostname, secure: true, httpOnly: true, sameSite: "Lax" }]);
}

export async function cookies_remember(context) {
	for (const cookie of await context.cookies())
		if (cookie.name !== "__Host-postern-language") // is no secret: "de"
			remember(cookie.value);
}

// Follows the page's form or link; returns the answer with which the next page was made.
export async function leads_on(page, act) {
	const [answer] = await Promise.all([page.waitForNavigation(), act()]);
	return answer;
}

// Keeps the page's requests and its messages in the console.
export function watch(page) {
	const seen = { requests: [], pages: [], complaints: [] };
	const complain = (words, url = "") => seen.complaints.push({ words, url });
	page.on("request", (request) => {
		seen.requests.push(request.url());
		if (request.isNavigationRequest())
			seen.pages.push(request.url());
	});
	page.on("pageerror", (error) => complain(String(error)));
	page.on("dialog", (dialog) => {
		complain(`dialog: ${dialog.message()}`);
		dialog.dismiss();
	});
	page.on("console", (line) => {
		if (["error", "warning"].includes(line.type()))
			complain(line.text(), line.location().url);
	});
	return seen;
}

// The console reports a page that is an error as a "failed resource"; that is expected.
export function is_quiet(seen, at = origin) {
	assert.deepEqual(seen.complaints.filter(({ words, url }) =>
		!(words.startsWith("Failed to load resource") && seen.pages.includes(url))), []);
	assert.deepEqual(seen.requests.filter((url) => !url.startsWith(`${at}/`)), []);
}

export const heading = (page) => page.locator("h1").innerText();
