const rows = document.getElementById('providers');
const news = document.getElementById('news');

/** @param {string} id @param {string} fault */
async function setFault(id, fault) {
  const response = await fetch(`/providers/${id}/fault`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fault }),
  });
  const state = await response.json();
  show(state);
  const provider = state.providers.find((each) => each.id === id);
  news.textContent = `${provider.label}: ${state.faults[provider.fault]}`;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function rowOf(provider, faults) {
  const options = Object.entries(faults)
    .filter(([fault]) => fault !== 'none')
    .map(([value, textContent]) => element('option', { value, textContent }));
  const select = element('select', { ariaLabel: `Fault of ${provider.label}` }, ...options);
  const breakIt = element('button', { type: 'button', textContent: 'Break', ariaLabel: `Break ${provider.label}` });
  const heal = element('button', { type: 'button', textContent: 'Heal', ariaLabel: `Heal ${provider.label}` });
  breakIt.addEventListener('click', () => setFault(provider.id, select.value));
  heal.addEventListener('click', () => setFault(provider.id, 'none'));
  const name = element('th', { scope: 'row', textContent: provider.label });
  const row = element('tr', { id: provider.id }, name, element('td', {}), element('td', {}));
  row.append(element('td', {}, select, breakIt, heal));
  return row;
}

function show(state) {
  for (const provider of state.providers) {
    let row = document.getElementById(provider.id);
    if (!row) {
      row = rowOf(provider, state.faults);
      rows.append(row);
    }
    const [, health, requests] = row.children;
    health.textContent = state.faults[provider.fault];
    health.className = provider.fault === 'none' ? 'healthy' : 'broken';
    requests.textContent = String(provider.requests);
  }
}

async function refresh() {
  try {
    show(await (await fetch('/state')).json());
  } catch {
    news.textContent = 'The lab has ended.';
  }
}

await refresh();
setInterval(refresh, 1000);
