/** What somebody typed and the server has not confirmed. It may be private: it stays in this tab and goes with it. */
export function unsent(key) {
	let place = null;
	try {
		place = sessionStorage;
	} catch {} // blocked: then it lasts until the page is left
	return {
		/** Returns {draft, messages} as they were left in this tab. */
		load() {
			try {
				return { draft: "", messages: [], ...JSON.parse(place?.getItem(key) ?? "{}") };
			} catch {
				return { draft: "", messages: [] };
			}
		},
		save(draft, messages) {
			try {
				if (draft || messages.length) place?.setItem(key, JSON.stringify({ draft, messages }));
				else place?.removeItem(key);
			} catch {} // full
		},
	};
}
