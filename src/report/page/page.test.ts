import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { mutationPage } from '../../../proof/mutation/mutation-page.js';
import { GREEN } from '../../../proof/mutation/testing/invented-report.js';
import { openBrowser } from '../../../proof/testing/browser.js';
import { PAST_CASES } from '../../../proof/testing/past-runs.js';
import { SAMPLE_FINDINGS } from '../../../proof/testing/sample-findings.js';
import { addressOf, removePages, samplePage } from '../../../proof/testing/sample-page.js';
import { sampleExchange, sampleRun, type SampleCase } from '../../../proof/testing/sample-run.js';

/** Whatever an API may answer to break out of a page, and to act in it. */
const HOSTILE = `</script></style></pre><img src=x onerror="document.title='owned'"><svg onload=alert(1)>'"\``;

const hostileExchange = sampleExchange({
  request: {
    path: `/browsers/${HOSTILE}`,
    headers: { 'x-odd': HOSTILE },
    body: JSON.stringify({ [HOSTILE]: HOSTILE }),
  },
  response: { status: 400, headers: { 'content-type': HOSTILE }, text: HOSTILE, notJson: HOSTILE },
});
const HOSTILE_CASE: SampleCase = {
  ...{ id: `hostile/${HOSTILE}`, sentence: HOSTILE, group: HOSTILE, subject: HOSTILE, verdict: 'breach' },
  findings: [
    {
      ...{ check: 'content-type', severity: 'breach', clause: '#/components/responses/BadRequest' },
      exchange: hostileExchange,
      details: { status: 400, contentType: HOSTILE, declared: ['application/json'] },
    },
  ],
};
const EVERY_FINDING = SAMPLE_FINDINGS.map((finding, index): SampleCase => {
  const id = `proxy_id/every/${index}`;
  return { id, group: 'proxy_id', subject: `s${index}`, verdict: 'breach', findings: [finding] };
});
const SAMPLE = sampleRun([...PAST_CASES, ...EVERY_FINDING, HOSTILE_CASE], {
  target: `https://api.example.com/${HOSTILE}`,
});
const PLACE = { file: 'specs/viewport.spec.ts', line: 12, column: 3 };
const RED = { ...SAMPLE, inventory: SAMPLE.inventory.map((listed) => ({ ...listed, ...PLACE })) };

describe('the page of a run', () => {
  let browser: Browser;
  let red: string;
  before(async () => {
    browser = await openBrowser();
    red = addressOf(samplePage(RED));
  });
  after(async () => {
    await browser.close();
    removePages();
  });

  /** Opens a page, does something there, and closes it. @returns what the page asked other addresses for. */
  async function look(
    address: string,
    options: BrowserContextOptions,
    act: (page: Page) => Promise<void>,
  ): Promise<string[]> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const asked: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('dialog', (dialog) => errors.push(dialog.message()));
    try {
      await page.goto(address);
      const hasCases = (await page.locator('#cases').count()) > 0;
      if (hasCases && options.javaScriptEnabled !== false) await page.waitForSelector('html[data-ready]');
      await act(page);
    } finally {
      await context.close();
    }
    expect(errors).to.deep.equal([]);
    return asked.filter((url) => url.split('#')[0] !== address.split('#')[0]);
  }

  /** What axe finds. The page allows no script from elsewhere; a test speaks to it through the debugger. */
  async function objections(page: Page): Promise<unknown> {
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    return page.evaluate(
      "axe.run().then(({violations}) => violations.map(({id, nodes}) => id + ' ' + nodes.map(({html}) => html).slice(0, 3).join(' ')))",
    );
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe objects to, in ${colorScheme} colours`, async () => {
      const asked = await look(red, { colorScheme }, async (page) => {
        await page.click('.row');
        await page.waitForSelector('.detail pre');
        expect(await objections(page)).to.deep.equal([]);
      });
      expect(asked, 'requests that left the page').to.deep.equal([]);
    });
  }

  it('shares its look, and its search, with the page of the mutation report', async () => {
    await look(addressOf(mutationPage(GREEN)), {}, async (page) => {
      expect(await objections(page)).to.deep.equal([]);
      await page.keyboard.press('/');
      await page.keyboard.type('nowhere');
      expect(await page.locator('tr[data-searched]:visible').count()).to.equal(0);
      await page.fill('input[type=search]', 'maximum/above');
      expect(await page.locator('tr[data-searched]:visible').count()).to.equal(1);
      expect(await page.locator('[data-found]').textContent()).to.match(/^1 of \d+ rows$/);
    });
  });

  it('takes text from an API for text, wherever it stands', async () => {
    const asked = await look(red, {}, async (page) => {
      await page.fill('input[name=q]', 'hostile/');
      await page.click('.row');
      await page.waitForSelector('.detail pre');
      await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
      expect(await page.locator('img').count(), 'images').to.equal(0);
      expect(await page.title()).to.match(/^Breach/);
      expect(await page.locator('.detail pre').first().textContent()).to.contain(HOSTILE);
      expect(await page.locator('.detail mark').allTextContents()).to.deep.equal([
        `content-type: ${HOSTILE}`,
      ]);
      for (const place of ['.detail .facts', '#causes .example >> nth=0'])
        expect(await page.locator(place).textContent()).to.contain('specs/viewport.spec.ts:12:3');
      expect(await page.locator('#causes').textContent()).to.contain(HOSTILE.slice(0, 20));
    });
    expect(asked).to.deep.equal([]);
  });

  it('forbids itself to load, send or run what is not its own', () => {
    const text = samplePage(RED);
    expect(text).to.contain('content="default-src &#39;none&#39;; style-src');
    expect(text).not.to.match(/\s(?:src|href)="(?!#)/);
    expect(text.match(/<\/script>/g)).to.have.length(2);
  });

  it('shows verdict, causes and the map without JavaScript', async () => {
    await look(red, { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('h1').textContent()).to.contain('Breach');
      expect(await page.locator('.causes li').count()).to.be.above(3);
      expect(await page.locator('.tile[data-state=breached]').count()).to.be.above(0);
      expect(await page.locator('#cases').textContent()).to.contain('npm run show');
      expect(await page.locator('.filters').isVisible()).to.equal(false);
      await page.locator('.causes a').nth(2).click();
      expect(await page.evaluate('document.querySelector(":target") !== null'), 'a cause is found').to.equal(
        true,
      );
    });
  });

  it('finds, filters, and keeps what was asked for in the address', async () => {
    let address = '';
    await look(red, {}, async (page) => {
      await page.fill('input[name=q]', 'width/minimum');
      expect(await page.locator('.found').textContent()).to.contain(`2 of ${RED.inventory.length} cases`);
      await page.fill('input[name=q]', '');
      await page.check('input[value="not verified"]', { force: true });
      expect(await page.locator('.row code').allTextContents()).to.deep.equal(['403/restricted']);
      await page.uncheck('input[value="not verified"]', { force: true });
      await page.selectOption('select[name=field]', 'proxy_id');
      await page.fill('input[name=q]', 'every/1');
      await page.click('.row');
      await page.waitForSelector('.detail pre');
      address = page.url();
    });
    await look(address, {}, async (page) => {
      await page.waitForSelector('.detail pre');
      expect(await page.inputValue('input[name=q]')).to.equal('every/1');
      expect(await page.inputValue('select[name=field]')).to.equal('proxy_id');
      await page.click('button[type=reset]');
      expect(await page.locator('.found').textContent()).to.contain(
        `${RED.inventory.length} of ${RED.inventory.length}`,
      );
    });
  });

  it('leads from a tile to its cases, and from an address to a cause', async () => {
    const [cause = ''] = /cause=status\/200-for-400\/[\w.]+/.exec(samplePage(RED)) ?? [];
    await look(`${red}#${cause}`, {}, async (page) => {
      expect(await page.locator(`[id="${cause}"]`).getAttribute('open')).to.equal('');
      await page
        .locator('.tile', { hasText: 'Viewport' })
        .or(page.locator('.tile[data-statement]'))
        .first()
        .hover();
      expect(await page.locator('.tip:visible').count()).to.equal(1);
      const tile = page.locator('.tile:has(small)').first();
      const count = Number(((await tile.locator('small').textContent()) ?? '').replaceAll(/\D/g, ''));
      await tile.click();
      expect(await page.locator('.row').count()).to.equal(count);
      expect(await page.locator('.found').textContent()).to.contain('that rest on');
    });
  });

  it('is moved through with / j k Enter and ?', async () => {
    await look(red, {}, async (page) => {
      const focused = (): Promise<unknown> =>
        page.evaluate(
          'document.activeElement.textContent + document.activeElement.className + document.activeElement.name',
        );
      await page.keyboard.press('j');
      const first = await focused();
      await page.keyboard.press('j');
      expect(await focused(), 'after j').not.to.equal(first);
      await page.keyboard.press('k');
      expect(await focused(), 'after k').to.equal(first);
      await page.keyboard.press('/');
      await page.keyboard.type('viewport/set');
      await page.keyboard.press('Enter');
      expect(await focused()).to.contain('viewport/set');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.detail pre');
      await page.keyboard.press('?');
      expect(await page.locator('dialog').isVisible()).to.equal(true);
      await page.keyboard.press('Escape');
      expect(await page.locator('dialog').isVisible()).to.equal(false);
    });
  });

  for (const width of [360, 768, 1920]) {
    it(`needs no sideways scrolling at ${width} pixels`, async () => {
      await look(red, { viewport: { width, height: 800 } }, async (page) => {
        await page.click('.row');
        await page.waitForSelector('.detail pre');
        expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(width);
      });
    });
  }

  it('stays below 3 MB, and shows few rows at once, with ten times the cases', async () => {
    const text = samplePage(sampleRun(manyCases()));
    expect(Buffer.byteLength(text)).to.be.below(3_000_000);
    await look(addressOf(text), {}, async (page) => {
      expect(await page.locator('.row').count()).to.equal(60);
      await page.fill('input[name=q]', 'many/3759');
      await page.click('.row');
      await page.waitForSelector('.detail pre');
      expect(await page.locator('.detail').textContent()).to.contain('"session_id": "s3759-');
    });
  });
});

/** Ten times the cases of a real run, each with a body that differs from all others. */
function manyCases(): SampleCase[] {
  return [...Array(3760).keys()].map((index): SampleCase => {
    const session = {
      session_id: `s${index}-${(index * 7919).toString(36)}`,
      url: 'wss://proxy.example.com/'.repeat(20),
      uptime: index * 31,
    };
    const headers = {
      'content-type': 'application/json',
      'x-request-id': `${(index * 104_729).toString(16)}-${index}`,
    };
    const exchange = sampleExchange({
      response: { headers, text: JSON.stringify(session), json: session },
      ms: index % 90,
    });
    const id = `many/${index}`;
    const finding = {
      check: 'echo',
      severity: 'drift',
      clause: '#',
      exchange,
      details: { path: 'a', value: 1, allowed: [2] },
    } as const;
    return {
      id,
      verdict: 'pass',
      findings: [finding],
      group: `field ${index % 12}`,
      subject: `s${index % 80}`,
    };
  });
}
