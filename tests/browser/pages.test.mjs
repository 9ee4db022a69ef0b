// Every page, in both languages: accessible in light and dark, whole on a telephone and on a wide screen, and in one
// language only.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { PAGES, opened } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const WIDTHS = [390, 1280, 1920];
const FOLDERS = { ja: "", en: "en/" };

const at = opened();

for (const [lang, folder] of Object.entries(FOLDERS)) {
  for (const [name, address] of Object.entries(PAGES)) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${name}, ${lang}, ${colorScheme}: nothing stands in anybody's way`, async () => {
        const context = await at.browser.newContext({ colorScheme });
        const page = await context.newPage();
        const reply = await page.goto(at.site.address + folder + address);
        assert.ok(reply.status() < 400 || name === "nothing_there", `${reply.status()}`);
        await page.evaluate(AXE);
        const found = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), RULES);
        const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`);
        assert.deepEqual(told, []);
        await context.close();
      });
    }

    test(`${name}, ${lang}: whole at every width`, async () => {
      const context = await at.browser.newContext();
      const page = await context.newPage();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(at.site.address + folder + address);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(beyond <= 0, `${beyond} pixels too wide at ${width}`);
      }
      await context.close();
    });
  }
}

for (const [name, address] of Object.entries(PAGES)) {
  test(`${name}: no English in the Japanese page`, async () => {
    const page = await at.browser.newPage();
    await page.goto(at.site.address + address);
    const text = await page.evaluate(() => {
      // What is in another language says so; ids, file names and code are in none.
      const copy = document.body.cloneNode(true);
      copy.querySelectorAll("[lang=en], code, pre, script, .file").forEach((one) => one.remove());
      return copy.textContent;
    });
    const english = text.match(/\b[A-Za-z]{2,}(?: [a-z]{2,})+\b/g) ?? [];
    assert.deepEqual(english, []);
    await page.close();
  });
}

test("figures of a chart stand in a table too", async () => {
  const page = await at.browser.newPage();
  await page.goto(at.site.address + PAGES.trends);
  assert.ok((await page.locator("svg").count()) > 0);
  assert.ok((await page.locator("table tbody tr").count()) > 0);
  await page.close();
});

test("nothing is asked of anybody else", async () => {
  const page = await at.browser.newPage();
  const asked = new Set();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  for (const address of Object.values(PAGES)) await page.goto(at.site.address + address);
  assert.deepEqual([...asked], [new URL(at.site.address).origin]);
  await page.close();
});
