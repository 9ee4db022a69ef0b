// The two ways to use a page: a mouse that points, and a keyboard that has to get there first.

/** No page has so many places that one has to press Tab more often. */
const PLACES = 400;

/** Moves the focus forward until it is on what a locator means. */
async function reach(page, locator) {
  for (let pressed = 0; pressed < PLACES; pressed++) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no key leads to ${locator}`);
}

export const HANDS = {
  mouse: (page) => ({
    follow: (locator) => locator.click(),
    tick: (locator) => locator.check(),
    write: async (locator, text) => {
      await locator.click();
      await locator.fill(text);
    },
  }),
  keyboard: (page) => ({
    follow: async (locator) => {
      await reach(page, locator);
      await page.keyboard.press("Enter");
    },
    tick: async (locator) => {
      await reach(page, locator);
      await page.keyboard.press("Space");
    },
    write: async (locator, text) => {
      await reach(page, locator);
      await page.keyboard.insertText(text);
    },
  }),
};
