/** Text made safe for HTML: only `html` templates and `raw` make one. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | boolean | null | undefined | Part[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function render(part: Part): string {
  if (Array.isArray(part)) return part.map(render).join('');
  if (part instanceof Html) return part.text;
  if (part === null || part === undefined || part === false || part === true) return '';
  return escapeHtml(String(part));
}

/** Tagged template: every value is escaped, except what is `Html` already; nothing is written for null, undefined and booleans. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.map((text, at) => text + render(parts[at])).join(''));
}

export function raw(text: string): Html {
  return new Html(text);
}

/** JSON inside a `<script>`: no `</script>` can end it early. */
export function jsonScript(value: unknown): Html {
  return new Html(JSON.stringify(value).replace(/</g, '\\u003c'));
}

/** An icon of the SLDS sprites, hidden from screen readers (its neighbour says the same in words). */
export function icon(set: 'standard' | 'utility' | 'custom', name: string, classes: string): Html {
  return html`<svg class="${classes}" aria-hidden="true" focusable="false">
    <use href="/assets/icons/${set}-sprite/svg/symbols.svg#${name}"></use>
  </svg>`;
}
