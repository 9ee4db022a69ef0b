// Pictures of every page to look at: `node shots.mjs FOLDER`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { PAGES, browse, serve } from "./site.mjs";

const folder = process.argv[2] ?? "shots";
mkdirSync(folder, { recursive: true });
const site = await serve();
const browser = await browse();
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ colorScheme });
  const page = await context.newPage();
  for (const [name, address] of Object.entries(PAGES)) {
    for (const width of colorScheme === "light" ? [390, 1280, 1920] : [1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(site.address + address);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await context.close();
}
await browser.close();
await site.stop();
