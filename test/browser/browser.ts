import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Chromium is, as `npm test` found or installed it. */
const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** Pictures of the console for its documentation; other runs leave them as they are. */
const pictures = path.resolve(__dirname, '..', '..', 'docs', 'console');

export const widths = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
type Scheme = 'light' | 'dark';

/** A browser whose pages tell of everything that must not happen: errors in the console, and requests to other hosts. */
export interface TestBrowser {
  /** Opens an address of the console in a context of its own. */
  open(address: string, options?: OpenOptions): Promise<Page>;
  /** What went wrong in all pages so far. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

interface OpenOptions {
  readonly at?: keyof typeof widths;
  readonly scheme?: Scheme;
}

/** Starts Chromium for pages of the server at `origin`. */
export async function startBrowser(origin: string): Promise<TestBrowser> {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined)
    throw new Error('Chromium is not installed: apt-get install chromium, or set CHROMIUM_PATH');
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    faults,
    open: async (address, { at = 'wide', scheme = 'light' } = {}) => {
      const context = await browser.newContext({
        viewport: widths[at],
        colorScheme: scheme,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
        // The policy holds in the tests as it does for people; axe is then let in beside it.
        bypassCSP: false,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== origin)
          faults.push(`${page.url()}: asked ${request.url()}`);
      });
      await page.goto(`${origin}${address}`);
      return page;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
    },
  };
}

/**
 * What axe finds wrong with a page, a line each; empty where all is well. WCAG 2.2 A and AA, and axe's best practices;
 * of `colours`, what they say of contrast and of telling things apart by colour.
 */
export async function accessibilityFaults(page: Page, which: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  // Evaluated by the debugger's protocol, which no policy of the page forbids.
  if (!(await page.evaluate<boolean>('"axe" in globalThis')))
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(async (which) => {
    const { axe } = globalThis as unknown as {
      readonly axe: {
        run(options: object): Promise<{
          readonly violations: readonly {
            readonly id: string;
            readonly help: string;
            readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
          }[];
        }>;
      };
    };
    return (await axe.run(which === 'all' ? {} : { runOnly: ['color-contrast', 'link-in-text-block'] })).violations;
  }, which);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary ?? ''}`),
  );
}

/** Beyond it, a page goes on as it began. */
const tallestPicture = 1400;

/** Writes docs/console/NAME.png where CONSOLE_PICTURES is set, as `npm run pictures` does. */
export async function picture(page: Page, name: string, { tallest = tallestPicture } = {}): Promise<void> {
  if (process.env['CONSOLE_PICTURES'] === undefined) return;
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const { width } = page.viewportSize()!;
  // All of it on one screen, so that what stands still beside the page is as long as the page.
  await page.setViewportSize({ width, height: Math.min(Math.max(height, widths.wide.height), tallest) });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
}
