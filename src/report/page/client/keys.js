const help = element('dialog', HTMLDialogElement);

/** @param {number} step */
function move(step) {
  if (step > 0 && document.activeElement === list.lastElementChild?.querySelector('button')) moreRows();
  const stops = [...document.querySelectorAll('[data-stop]')].filter((stop) => stop instanceof HTMLElement);
  const here = document.activeElement;
  const from = stops.findIndex((stop) => stop === here || stop.parentElement?.contains(here));
  const next = stops[from < 0 ? 0 : Math.max(0, Math.min(stops.length - 1, from + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const { target, key } = event;
  const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
  if (isTyping && target.type !== 'checkbox') {
    if (key === 'Escape') target.blur();
    if (key === 'Enter' && target === search) list.querySelector('button')?.focus();
    if (key === 'Enter' || key === 'Escape') event.preventDefault();
    return;
  }
  if (key === 'j') move(1);
  else if (key === 'k') move(-1);
  else if (key === '?') help.showModal();
  else if (key === '/') {
    search.focus();
    search.scrollIntoView({ block: 'center' });
  } else return;
  event.preventDefault();
}
