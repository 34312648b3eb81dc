import { html, ours, type Content } from './html.js';

/** A page that is one file and asks nothing of anywhere. */
export interface Page {
  readonly title: string;
  /** A style sheet of our own. */
  readonly style: string;
  /** A script of our own, for a browser. */
  readonly script: string;
  readonly content: Content;
}

/** No address but the page's own is ever asked for anything, whatever a text in it tries. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/** The text of an HTML file. */
export function pageText({ title, style, script, content }: Page): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${ours(style)}
        </style>
      </head>
      <body>
        ${content}
        <script>
          ${ours(script)};
        </script>
      </body>
    </html> `;
  return page.text;
}
