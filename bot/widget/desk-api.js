// Talks to the site for the desk: calls with a kind error, events with reconnecting, and an outbox that loses nothing.

let csrf = document.querySelector("meta[name=csrf]").content;
const LONGEST_WAIT = 15_000; // ms between two tries
const SILENCE = 40_000; // ms without a sign of the stream: the site sends one every 15 seconds

/** What went wrong: `status` 0 is no connection, `data` is what the site said about it. */
export class Failed extends Error {
	constructor(status, data = {}, wait = 0) {
		super(data.message || "Er is geen verbinding. Ik probeer het opnieuw.");
		Object.assign(this, { status, data, wait });
	}

	/** Whether the same call may work in a moment. */
	get passing() {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
}

/** After signing in again in another tab this page has an old csrf value: the page knows the new one. */
async function renew() {
	const page = await fetch("/webcare").then((response) => response.text());
	const found = new DOMParser().parseFromString(page, "text/html").querySelector("meta[name=csrf]")?.content;
	if (!found || found === csrf) return false;
	csrf = found;
	return true;
}

/** Calls the API below /webcare/api and returns its JSON; who is signed out is told by an event on the document. */
export async function call(path, body, renewed = false) {
	let response;
	try {
		response = await fetch(`/webcare/api/${path}`, body === undefined ? {} : {
			method: "POST",
			headers: { "Content-Type": "application/json", "x-csrf": csrf },
			body: JSON.stringify(body),
		});
	} catch {
		throw new Failed(0);
	}
	const data = await response.json().catch(() => ({}));
	if (data.error === "csrf" && !renewed && (await renew())) return call(path, body, true);
	if (response.status === 401) document.dispatchEvent(new Event("signed-out"));
	if (!response.ok) throw new Failed(response.status, data, 1000 * Number(response.headers.get("Retry-After") ?? 0));
	return data;
}

/** Opens the stream of the desk and keeps it open, also over signing out and in again. `on` has desk, conversation, up and down. */
export function live(on) {
	let source;
	let last = Date.now();
	let tries = 0;
	let timer = 0;
	const heard = () => { last = Date.now(); };

	const open = () => {
		clearTimeout(timer);
		heard();
		source = new EventSource("/webcare/api/events");
		source.onopen = () => { heard(); tries = 0; on.up(); };
		source.addEventListener("desk", (event) => { heard(); on.desk(JSON.parse(event.data)); });
		source.addEventListener("conversation", (event) => { heard(); on.conversation(JSON.parse(event.data)); });
		source.addEventListener("signed_out", again);
		source.onerror = again;
	};
	const again = () => {
		source.close();
		on.down();
		clearTimeout(timer);
		timer = setTimeout(async () => {
			try {
				await call("desk"); // says whether it is the connection or the session
				open();
			} catch {
				again();
			}
		}, Math.min(500 * 2 ** tries++, LONGEST_WAIT));
	};
	document.addEventListener("signed-out", () => { if (source.readyState === EventSource.OPEN) again(); });
	// A stream can die without an error, such as behind a laptop that slept. Comments do not reach us, so ask instead.
	setInterval(async () => {
		if (Date.now() - last < SILENCE || source.readyState !== EventSource.OPEN) return;
		try {
			on.desk(await call("desk"));
			heard();
		} catch {
			again();
		}
	}, SILENCE / 4);
	open();
}

let count = 0;
const stamp = Date.now().toString(36);
const newId = () => `${stamp}-${(count += 1)}-${Math.random().toString(36).slice(2, 8)}`;

/** What is on its way from one conversation, one at a time and in order. Each is sent until the site says yes or no. */
export class Outbox {
	/** `on` has changed(), sent(letter, answer), refused(letter, failed) and confirm(letter, failed) → promise of a yes. */
	constructor(conversation, on) {
		Object.assign(this, { conversation, on, letters: [], busy: false, wake: () => {} });
	}

	/** Puts a text in the box; `kind` is reply or note. */
	add(kind, text) {
		this.letters.push({ kind, text, client_id: newId(), waits: false });
		this.on.changed();
		this.run();
	}

	/** Takes back a letter that did not get through, and returns its text. */
	take(letter) {
		this.letters = this.letters.filter((other) => other !== letter);
		this.wake();
		this.on.changed();
		return letter.text;
	}

	/** Tries again now. */
	now() {
		this.wake();
	}

	async run() {
		if (this.busy) return;
		this.busy = true;
		for (let tries = 0; this.letters.length;) {
			const letter = this.letters[0];
			try {
				const { kind, text, client_id, confirmed } = letter;
				const answer = await call(`conversations/${this.conversation}/${kind}`, { text, client_id, confirmed });
				this.letters = this.letters.filter((other) => other !== letter);
				tries = 0;
				this.on.sent(letter, answer);
			} catch (failed) {
				if (!this.letters.includes(letter)) continue;
				if (failed.data?.code === "confirm") {
					if (await this.on.confirm(letter, failed)) letter.confirmed = true;
					else this.on.back(this.take(letter), letter.kind);
				} else if (failed.passing || failed.status === 401) {
					letter.waits = true;
					this.on.changed();
					await this.pause(failed.wait || Math.min(1000 * 2 ** tries++, LONGEST_WAIT));
				} else {
					this.on.refused(failed);
					this.on.back(this.take(letter), letter.kind);
				}
			}
			this.on.changed();
		}
		this.busy = false;
	}

	pause(wait) {
		return new Promise((resolve) => {
			this.wake = resolve;
			setTimeout(resolve, wait);
		});
	}
}
