// The planner's story: from the first search to the table that is handed on, in both languages, with and without
// JavaScript, by mouse and by keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { HANDS } from "./hand.mjs";
import { opened } from "./site.mjs";

const LANGUAGES = {
  ja: { folder: "", search: "探す", few: "自治体ごとに2件まで", only: "選んだ自治体だけで探す", compare: "くらべる", menu: "比較" },
  en: { folder: "en/", search: "Search", few: "two of each municipality", only: "Search only these", compare: "Compare", menu: "comparison" },
};

const at = opened();

for (const [lang, words] of Object.entries(LANGUAGES)) {
  for (const javaScriptEnabled of [true, false]) {
    for (const [by, handOf] of Object.entries(HANDS)) {
      test(`${lang}, ${by}, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async () => {
        const context = await at.browser.newContext({ javaScriptEnabled, acceptDownloads: true });
        const page = await context.newPage();
        const hand = handOf(page);
        const button = (name) => page.getByRole("button", { name, exact: true });
        await page.goto(at.site.address + words.folder);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);

        // She looks for a word, and sees why each statement was found.
        await hand.write(page.getByRole("searchbox"), "公民連携");
        await hand.follow(button(words.search).first());
        await page.locator("article.hit").first().waitFor();
        await hand.tick(page.getByLabel(words.few));
        await hand.follow(button(words.search).first());
        await page.waitForURL(/per_municipality=2/);
        await page.locator("article.hit").first().waitFor();
        const hits = await page.locator("article.hit").count();
        assert.equal(await page.locator("article.hit .why").count(), hits);
        const all = await page.locator("article.hit .municipality").allInnerTexts();
        assert.ok(new Set(all).size >= 4, all.join());

        // She keeps to two cities.
        const cities = ["柏市", "目黒区"];
        for (const city of cities) await hand.tick(page.locator("form.choose").getByLabel(city));
        await hand.follow(button(words.only));
        await page.waitForURL(/[?&]municipality=\d/);
        const kept = await page.locator("article.hit .municipality").allInnerTexts();
        assert.ok(kept.length > 0 && kept.every((city) => cities.includes(city)), kept.join());

        // She opens a statement: its place, its citation, and who else does so.
        await hand.follow(page.locator("article.hit h3 a").first());
        await page.locator("#statement").waitFor();
        const statement = await page.locator("#statement").innerText();
        assert.ok(statement.length > 10);
        assert.match(await page.locator("#cite-plain").innerText(), new RegExp(kept[0]));
        assert.match(await page.locator("#cite-bibtex").innerText(), /^@/);
        assert.equal(await page.locator("#similar").count(), 1);

        // She puts all cities side by side, and follows a figure to its evidence.
        await hand.follow(page.getByRole("navigation").first().getByRole("link", { name: words.menu, exact: true }));
        await hand.write(page.locator("#subject-0"), "公民連携");
        await hand.follow(button(words.compare));
        await page.waitForURL(/subject=/);
        const matrix = page.locator("table.matrix");
        assert.ok((await matrix.locator("thead th").count()) >= 5);
        assert.match(await matrix.innerText(), /共創/, "what others call it");
        await hand.follow(matrix.locator("tbody td a").first());
        await page.waitForURL(/#cell-/);
        assert.ok(await page.locator("div.cell:target").isVisible());

        // She hands the table on.
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          hand.follow(page.getByRole("link", { name: "Excel" })),
        ]);
        assert.match(download.suggestedFilename(), /\.xlsx$/);
        const workbook = await readFile(await download.path());
        assert.equal(workbook.subarray(0, 2).toString(), "PK");
        const address = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
        const csv = await (await context.request.get(new URL(address, page.url()).href)).text();
        for (const city of cities) assert.ok(csv.includes(city), csv);
        await context.close();
      });
    }
  }
}
