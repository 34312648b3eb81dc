{
  // The search of a page that is made of tables: a row stays where all words are found in it.
  const field = element('input[data-search]', HTMLInputElement);
  const said = element('[data-found]', HTMLElement);
  const rows = [...document.querySelectorAll('tbody tr[data-searched]')].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
  }));

  const searchRows = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of rows) {
      const isFound = words.every((word) => text.includes(word));
      row.toggleAttribute('hidden', !isFound);
      if (isFound) count += 1;
    }
    said.textContent = words.length === 0 ? '' : `${count} of ${rows.length} rows`;
    history.replaceState(
      null,
      '',
      words.length === 0 ? location.href.split('#')[0] : `#q=${encodeURIComponent(field.value)}`,
    );
  };

  element('[data-search-form]', HTMLElement).hidden = false;
  field.addEventListener('input', searchRows);
  const asked = new URLSearchParams(location.hash.slice(1)).get('q');
  if (asked !== null) {
    field.value = asked;
    searchRows();
  }
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
    field.focus();
    event.preventDefault();
  });
}
