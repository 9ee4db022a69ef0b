// A running site over the shipped corpus, and the browser to look at it with.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const PROGRAM = process.env.KURABE ?? join(ROOT, "target", "debug", "kurabe");

/** The browsers a system may have; `CHROMIUM` names another one. */
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Nothing but the site is asked for: a browser that calls home would wait for networks that are closed. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the site on a free port and waits until it answers. */
export async function serve() {
  const child = spawn(PROGRAM, ["serve", "--port", "0", "--home", ROOT], {
    env: { ...process.env, KURABE_LANG: "en" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/[\d.]+:\d+\//);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) => reject(new Error(`kurabe serve ended with ${code}: ${said}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      child.on("exit", resolve);
      child.kill("SIGTERM");
    });
  return { address, stop };
}

/** Opens the browser of this machine. */
export async function browse() {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
  return chromium.launch({ executablePath, args: QUIET });
}

/** A site and a browser for all tests of a file: `at.site` and `at.browser`, from the first test on. */
export function opened() {
  const at = {};
  before(async () => {
    at.site = await serve();
    at.browser = await browse();
  });
  after(async () => {
    await at.browser?.close();
    await at.site?.stop();
  });
  return at;
}

/** Every page with something to show, by name. */
export const PAGES = {
  home: "",
  search: "search?q=公民連携",
  found_nothing: "search?q=宇宙エレベーター",
  statement: "statements/kashiwa-sogokeikaku-suishin-nyh58c",
  similar: "similar?text=公共施設の包括管理委託を進める",
  compare: "compare?subject=dx&subject=公民連携",
  pinned: "compare?subject=dx&pin=122173&pin=131105",
  gaps: "gaps?of=国分寺市",
  targets: "targets",
  trends: "trends?term=デジタル",
  kwic: "kwic?term=協働",
  corpus: "corpus",
  document: "corpus/kokubunji-seisakubu-2024",
  nothing_there: "no-such-page",
};
