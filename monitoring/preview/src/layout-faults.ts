/** What a person who looks at the drawn dashboard could not read, panel by panel. */
export function layoutFaults(): string[] {
  return [...document.querySelectorAll<HTMLElement>('[data-panel]')].flatMap((panel) => {
    const title = panel.dataset.panel;
    const inside = [...panel.querySelectorAll<HTMLElement>('*')];
    const cut = inside.filter(isCut).map(({ textContent }) => `${title}: "${textContent}" is cut`);
    const hidden = inside.filter(isScrolled).map(() => `${title}: part of it has to be scrolled to`);
    const named = panel.textContent?.includes('{') ? [`${title}: a legend shows labels, not words`] : [];
    return [...cut, ...new Set(hidden), ...named];
  });
}

function isCut(element: HTMLElement): boolean {
  const { textOverflow } = getComputedStyle(element);
  return textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
}

function isScrolled(element: HTMLElement): boolean {
  const { overflowY } = getComputedStyle(element);
  return (
    ['auto', 'scroll'].includes(overflowY) &&
    element.clientHeight > 0 &&
    element.scrollHeight > element.clientHeight + 1
  );
}
