// SPDX-License-Identifier: Apache-2.0
// An operator's introduction may contain anything; in a visitor's browser it does nothing.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { profile_make, profiles_remove, ticket_make } from "../web/api.mjs";
import { browser_start, is_quiet, visitor, watch } from "./browser.mjs";

const HOSTILE = [
	"<script>window.broken=1</script>", "<img src=x onerror=window.broken=1>", "<svg onload=window.broken=1>",
	"<a href=\"javascript:window.broken=1\">go</a>", "<a href=\" jAvAsCrIpT:window.broken=1\">go</a>",
	"<a href=\"java&#115;cript:window.broken=1\">go</a>", "<a href=\"data:text/html,x\">go</a>", "<a href=\"//evil.example\">go</a>",
	"<a href=\"https://ok.example\" onclick=\"window.broken=1\" style=\"position:fixed;inset:0\" target=_top>go</a>",
	"<p onmouseover=window.broken=1 style=color:red class=button>x</p>", "<style>body{display:none}</style>",
	"<link rel=stylesheet href=https://evil.example/x.css>", "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
	"<base href=https://evil.example/>", "<iframe src=https://evil.example></iframe>", "<iframe srcdoc=\"<script>parent.broken=1</script>\">",
	"<object data=https://evil.example></object>", "<embed src=https://evil.example>",
	"<form action=https://evil.example><input name=ticket><button>Get started</button></form>", "<input autofocus onfocus=window.broken=1>",
	"</div></article></main><h1>Mine</h1><script>window.broken=1</script>", "<!--><img src=x onerror=window.broken=1>-->",
	"<math><mtext><table><mglyph><style><img src=x onerror=window.broken=1>", "<b <script>window.broken=1</script>>",
	"<template><script>window.broken=1</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=window.broken=1>\">",
	"<a href='https://x.example/\"onmouseover=\"window.broken=1'>go</a>", "<p><p><ul><li><ol><p></ul>".repeat(60), "<b>".repeat(600),
	"{{COMPANY}}{{>PAGE}}{{#START}}", "&lt;script&gt;window.broken=1&lt;/script&gt;", "\u202egnirts\u0000".replace("\0", ""), "<",
	"<a href=\"https://x.example\"><a href=\"https://y.example\">two</a></a>", "<textarea><script>window.broken=1</script>", "<title><script>",
];

const ALLOWED = ["A", "B", "BR", "EM", "I", "LI", "OL", "P", "STRONG", "U", "UL"];

describe("a hostile introduction", () => {
	let browser;

	before(async () => {
		browser = await browser_start();
	});
	after(() => browser.close());

	async function is_inert(page, text) {
		const found = await page.evaluate(() => ({
			broken: window.broken,
			names: [...document.querySelectorAll(".prose *")].map((e) => e.nodeName),
			attributes: [...document.querySelectorAll(".prose *")].flatMap((e) => e.getAttributeNames()),
			links: [...document.querySelectorAll(".prose a")].map((a) => a.protocol),
			headings: document.querySelectorAll("h1").length,
			forms: [...document.forms].map((form) => form.getAttribute("action").split("?")[0]),
			scripts: document.scripts.length,
			shown: document.querySelector(".prose").parentElement.className,
		}));
		assert.equal(found.broken, undefined, text);
		assert.deepEqual(found.names.filter((name) => !ALLOWED.includes(name)), [], text);
		assert.deepEqual(found.attributes.filter((name) => name !== "href"), [], text);
		assert.deepEqual(found.links.filter((to) => !["https:", "http:", "mailto:"].includes(to)), [], text);
		assert.equal(found.headings, 1, text);
		assert.deepEqual(found.forms, ["/self-service/connections-flow", "/self-service/language"], text);
		assert.equal(found.scripts, 1, text);
		assert.equal(found.shown, "intro-words", text);
	}

	it("shows as words, or not at all, and changes nothing around it", async () => {
		for (const text of HOSTILE) {
			const profile = await profile_make({ name: "Hostile" }, { introduction: text });
			const ticket = await ticket_make({}, profile);
			const context = await visitor(browser);
			const page = await context.newPage();
			const seen = watch(page);
			await page.goto(ticket.url);
			await is_inert(page, text);
			assert.ok(await page.getByRole("button", { name: "Get started" }).isVisible(), text);
			is_quiet(seen);
			await context.close();
			await profiles_remove();
		}
	});

	it("cannot hide in names either", async () => {
		const name = "<img src=x onerror=window.broken=1>\"'{{X}}";
		const profile = await profile_make({ name, description: name,
			user_attributes: [{ name, description: name, is_optional: false }] });
		const ticket = await ticket_make({ connection_config: { name: "x", display_name: name } }, profile);
		const context = await visitor(browser);
		const page = await context.newPage();
		const seen = watch(page);
		await page.goto(ticket.url);
		await page.getByRole("button", { name: "Get started" }).click();
		await page.waitForURL(`**${ticket.hub}`);
		assert.equal(await page.evaluate(() => window.broken), undefined);
		assert.equal(await page.locator("img").count(), 0);
		is_quiet(seen);
		await context.close();
		await profiles_remove();
	});
});
