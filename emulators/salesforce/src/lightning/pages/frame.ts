import { html, type Html, icon, jsonScript, raw } from '../html.ts';
import { iconBox, type ObjectIcon } from './fields.ts';

/** What surrounds every page: window title, app, navigation and what the browser has to know of the viewer. */
export interface Frame {
  title: string;
  app: string;
  navigation: { label: string; url: string; isActive: boolean }[];
  userName: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  /** What the search box holds. */
  term: string;
  /** Becomes `globalThis.__ORG__`. */
  viewer: Record<string, unknown>;
}

const STYLE = raw(`
  html { --slds-g-font-family-base: 'Salesforce Sans', -apple-system, 'Segoe UI', Roboto, 'Open Sans', Arial, sans-serif; }
  body { font-family: var(--slds-g-font-family-base); background: #b0c4df linear-gradient(180deg, #1b5f9e 0, #4b8ac4 9rem, #b0c4df 22rem) no-repeat; min-height: 100vh; font-size: .8125rem; }
  .frame-header { background: #fff; box-shadow: 0 2px 4px rgb(0 0 0 / 7%); display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .5rem 1rem; }
  .frame-search { flex: 0 1 30rem; margin: 0 auto; }
  .frame-cloud { color: #0d9dda; fill: #0d9dda; width: 2rem; height: 2rem; }
  .frame-cloud use { fill: #0d9dda; }
  .frame-nav { background: #fff; border-bottom: 3px solid #0176d3; display: flex; flex-wrap: wrap; align-items: center; gap: 0 .25rem; padding: 0 1rem; }
  .frame-app { font-size: 1.125rem; padding: .5rem 1.25rem .5rem .5rem; }
  .frame-nav a { color: #181818; display: block; padding: .65rem .75rem; border-top: 3px solid transparent; }
  .frame-nav a[aria-current] { border-top-color: #0176d3; background: #eef4ff; font-weight: 700; }
  .frame-more { position: relative; }
  .frame-more summary { cursor: pointer; padding: .75rem; }
  .frame-more ul { background: #fff; border: 1px solid #c9c9c9; border-radius: .25rem; min-width: 12rem; position: absolute; right: 0; z-index: 9; }
  .frame-page { padding: .75rem; max-width: 100rem; margin: 0 auto; }
  .frame-columns { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: .75rem; align-items: flex-start; }
  .frame-column { min-width: 0; display: flex; flex-direction: column; gap: .75rem; }
  .frame-column_main { flex: 1 1 36rem; }
  .frame-column_side { flex: 1 1 18rem; max-width: 26rem; }
  .frame-title { overflow-wrap: anywhere; white-space: normal; }
  .frame-fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 2rem; }
  .frame-fields > div { border-bottom: 1px solid #c9c9c9; padding: .25rem 0 .5rem; min-height: 3.25rem; overflow-wrap: anywhere; }
  .frame-fields dd { display: block; }
  .frame-fields_column { display: block; margin: 0; }
  .frame-section { background: #f3f3f3; border-radius: .25rem; margin: .75rem 0 .25rem; padding: .35rem .75rem; }
  .frame-section-columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 2rem; }
  .frame-check { border: 1px solid #747474; border-radius: .125rem; display: inline-block; height: 1rem; line-height: 1rem; text-align: center; width: 1rem; }
  .frame-views { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-bottom: .5rem; }
  .frame-views a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
  .frame-highlights { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; padding: .75rem 1rem 0; }
  .frame-highlights dd { overflow-wrap: anywhere; }
  .frame-skip:not(:focus) { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; padding: 0; }
  .slds-tabs_default__nav { flex-wrap: wrap; }
  .slds-tabs_default__item { max-width: 100%; }
  lightning-button-icon.slds-input__icon { pointer-events: auto !important; }
  @media (max-width: 48rem) { .frame-column_side { max-width: none; } .frame-search { order: 9; flex-basis: 100%; } .frame-page { padding: .25rem; } }
`);

function globalHeader(frame: Frame): Html {
  return html`<header class="frame-header">
    <svg class="frame-cloud" viewBox="0 0 52 52" aria-hidden="true">
      <use href="/assets/icons/utility-sprite/svg/symbols.svg#salesforce1"></use>
    </svg>
    <form
      class="frame-search slds-form-element slds-form-element__control slds-input-has-icon slds-input-has-icon_left"
      role="search"
      action="/lightning/search"
    >
      ${icon('utility', 'search', 'slds-icon slds-input__icon slds-input__icon_left slds-icon-text-default')}
      <input
        type="search"
        name="term"
        class="slds-input"
        placeholder="Search..."
        aria-label="Search"
        value="${frame.term}"
      />
    </form>
    <span title="${frame.userName}" class="slds-avatar slds-avatar_circle slds-avatar_small">
      <abbr class="slds-avatar__initials slds-icon-standard-user" title="${frame.userName}"
        >${initials(frame.userName)}</abbr
      >
    </span>
  </header>`;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
}

/** As many as stand in the bar; the rest is behind "More". */
const IN_BAR = 7;

function navigation(frame: Frame): Html {
  const link = (item: Frame['navigation'][number]) =>
    html`<li><a href="${item.url}" ${item.isActive ? raw('aria-current="page"') : ''}>${item.label}</a></li>`;
  const more = frame.navigation.slice(IN_BAR);
  return html`<nav class="frame-nav" aria-label="Global">
    ${icon('utility', 'apps', 'slds-icon slds-icon_small slds-icon-text-default')}
    <span class="frame-app">${frame.app}</span>
    <ul style="display:flex;flex:1 1 20rem;flex-wrap:wrap">
      ${frame.navigation.slice(0, IN_BAR).map(link)}
      ${
        more.length > 0
          ? html`<li>
              <details class="frame-more">
                <summary>More</summary>
                <ul>
                  ${more.map(link)}
                </ul>
              </details>
            </li>`
          : ''
      }
    </ul>
  </nav>`;
}

/** The whole document. `scripts`: address of the component build; undefined = a page without components. */
export function pageDocument(frame: Frame, content: Html, scripts: string | undefined): string {
  const code = scripts
    ? html`<script src="${scripts}/synthetic-shadow.js"></script>
        <script type="module" src="${scripts}/main.js"></script>`
    : '';
  return html`<!doctype html>
    <html lang="${frame.lang}" dir="${frame.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${frame.title} | Salesforce</title>
        <link rel="stylesheet" href="/assets/styles/salesforce-lightning-design-system.min.css" />
        <link rel="icon" href="/assets/images/logo-noname.svg" />
        <style>
          ${STYLE}
        </style>
        <script>
          globalThis.__ORG__ = ${jsonScript(frame.viewer)};
        </script>
      </head>
      <body>
        <a class="frame-skip slds-button slds-button_neutral" href="#content">Skip to main content</a>
        ${globalHeader(frame)} ${navigation(frame)}
        <main id="content" class="frame-page" tabindex="-1">${content}</main>
        ${code}
      </body>
    </html>`.text;
}

/** A card, as Lightning draws standard parts of a page. */
export function card(title: string, shownIcon: ObjectIcon | undefined, body: Html): Html {
  return html`<article class="slds-card">
    <div class="slds-card__header slds-grid">
      <div class="slds-media slds-media_center slds-has-flexi-truncate">
        ${shownIcon ? iconBox(shownIcon, 'slds-media__figure', 'slds-icon_small') : ''}
        <div class="slds-media__body"><h2 class="slds-card__header-title">${title}</h2></div>
      </div>
    </div>
    <div class="slds-card__body slds-card__body_inner">${body}</div>
  </article>`;
}
