import { accessibilityFaults, picture, type TestBrowser, widths } from './browser.js';

interface Look {
  /** Of its pictures. */
  readonly name: string;
  /** Of the page, with the state of its view. */
  readonly address: string;
  /** What is there once the page shows what it is about. @defaultValue its title */
  readonly ready?: string;
  /** Its pictures show the first screen alone: below, it goes on as it began. @defaultValue false */
  readonly top?: boolean;
}

/** Looks at a page in both themes and both widths: no fault that axe sees, nothing wider than the screen; takes pictures. */
export async function lookAt(browser: TestBrowser, { name, address, ready = 'h1', top = false }: Look): Promise<void> {
  for (const at of Object.keys(widths) as (keyof typeof widths)[]) {
    const page = await browser.open(address, { at });
    await page.waitForSelector(ready);
    // Not by a function of the page, which its policy forbids to be made of text.
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForSelector(`[data-mantine-color-scheme=${scheme}]`, { state: 'attached' });
      // What a page says and how it is built is the same in the other theme: its colours are not.
      const faults = await accessibilityFaults(page, scheme === 'light' ? 'all' : 'colours');
      const wider = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      const seen = { name, scheme, at, faults, wider: Math.max(0, wider) };
      expect(seen).toEqual({ name, scheme, at, faults: [], wider: 0 });
      await picture(page, `${name}-${at}-${scheme}`, top ? { tallest: widths.wide.height } : {});
    }
    await page.context().close();
  }
}
