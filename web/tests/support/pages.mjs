// The pages of a ledger, each by a name, whatever the ledger holds.

/** Addresses of all kinds of pages; of questions the largest on the first page of the board, and one of each standing. */
export async function every({ api }) {
  const { questions } = await api.get('/questions?limit=500');
  const largest = questions.toSorted((a, b) => b.answers - a.answers);
  const count = largest.find((q) => q.standing === 'contested' && q.low !== null);
  const { claims } = await api.get(`/questions/${count.id}`);
  const [claim] = claims;
  const { sources } = await api.get('/sources?limit=500');
  const source = sources.toSorted((a, b) => b.claims - a.claims)[0];
  const pages = {
    board: '/', 'a filtered board': '/?standing=contested&kind=killed', 'a count': `/questions/${count.id}`, documents: '/documents',
    'a document': `/documents/${claim.document}`, 'a chosen claim': `/documents/${claim.document}?claim=${claim.id}`, 'a claim': `/claims/${claim.id}`,
    sources: '/sources', 'a source': `/sources?name=${encodeURIComponent(source.name)}`, map: '/map', review: '/review', method: '/method', alerts: '/alerts?standing=contested',
    add: '/add', search: '/search?q=road', 'as known long ago': '/?known_at=2020-01-01T00:00', 'no such page': '/nowhere',
  };
  for (const standing of ['failed', 'pending', 'revised', 'corroborated', 'single-origin']) {
    const one = largest.find((q) => q.standing === standing && q.low === null) ?? largest.find((q) => q.standing === standing);
    if (one) pages[`a question, ${standing}`] = `/questions/${one.id}`;
  }
  const control = questions.find((q) => q.kind === 'control');
  if (control) pages['a status'] = `/questions/${control.id}`;
  return pages;
}

/** The first contested question that fits, whole. */
export async function contested(api, fits) {
  const { questions } = await api.get('/questions?standing=contested');
  for (const { id } of questions) {
    const question = await api.get(`/questions/${id}`);
    if (fits(question)) return question;
  }
  throw new Error('no contested question fits');
}
