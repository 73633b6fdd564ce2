// Tab sets of the page frame: mouse, arrow keys, Home and End, one tab stop per set (WAI-ARIA tabs).

function select(tab, onShow) {
  const set = tab.closest('[role="tablist"]');
  for (const other of set.querySelectorAll('[role="tab"]')) {
    const isChosen = other === tab;
    other.setAttribute('aria-selected', String(isChosen));
    other.tabIndex = isChosen ? 0 : -1;
    other.closest('li').classList.toggle('slds-is-active', isChosen);
    const panel = document.getElementById(other.getAttribute('aria-controls'));
    panel.classList.toggle('slds-show', isChosen);
    panel.classList.toggle('slds-hide', !isChosen);
  }
  onShow();
}

function neighbour(tabs, tab, key) {
  const at = tabs.indexOf(tab);
  if (key === 'ArrowRight') return tabs[(at + 1) % tabs.length];
  if (key === 'ArrowLeft') return tabs[(at + tabs.length - 1) % tabs.length];
  if (key === 'Home') return tabs[0];
  if (key === 'End') return tabs.at(-1);
  return undefined;
}

export function wireTabs(onShow) {
  for (const set of document.querySelectorAll('[role="tablist"][data-frame]')) {
    const tabs = [...set.querySelectorAll('[role="tab"]')];
    for (const tab of tabs) {
      tab.addEventListener('click', (event) => {
        event.preventDefault();
        select(tab, onShow);
      });
      tab.addEventListener('keydown', (event) => {
        const next = neighbour(tabs, tab, event.key);
        if (!next) return;
        event.preventDefault();
        next.focus();
        select(next, onShow);
      });
    }
  }
}
