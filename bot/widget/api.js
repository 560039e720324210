/** The only module that talks to the server. A test sets its own `element.transport` with these methods. */
const FIRST_SIGN = 10_000; // a stream without a word is held back by a proxy
const SILENCE = 45_000; // the server sends comments: longer is a dead line
const POLL = 3_000;

/** A refusal, with the server's Dutch message, or a failed request (status 0). */
export class ChatError extends Error {
	constructor(status, message = "", retryAfter = 0) {
		super(message);
		Object.assign(this, { status, retryAfter });
	}
}

/** Waits `ms`, or until the browser is online again. */
export const pause = (ms) => new Promise((resolve) => {
	const signal = AbortSignal.timeout(ms);
	signal.onabort = resolve;
	addEventListener("online", resolve, { signal, once: true });
});

export class HttpTransport {
	constructor(base = "") {
		this.root = `${base.replace(/\/+$/, "")}/chat/conversations`;
	}

	start(start) {
		return this.#call("POST", "", null, start ? { start } : {});
	}

	messages(chat, after) {
		return this.#call("GET", `/messages?after=${after}`, chat);
	}

	send(chat, body) {
		return this.#call("POST", "/messages", chat, body);
	}

	typing(chat) {
		this.#call("POST", "/typing", chat).catch(() => {}); // only that, never what
	}

	leave(chat) {
		this.#call("POST", "/leave", chat).catch(() => {});
	}

	feedback(chat, body) {
		return this.#call("POST", "/feedback", chat, body);
	}

	erase(chat) {
		return this.#call("DELETE", "", chat);
	}

	/** Follows until the returned function is called; `on`: {message, state, link(up), lost}, lost = 404. */
	listen(chat, after, on) {
		const control = new AbortController();
		this.#follow(chat, after, on, control.signal);
		return () => control.abort();
	}

	async #follow(chat, last, on, signal) {
		const take = (message) => {
			last = Math.max(last, message.seq);
			if (!signal.aborted) on.message(message);
		};
		const poll = async () => {
			const { messages, state } = await this.messages(chat, last);
			if (signal.aborted) return;
			on.link(true);
			messages.forEach(take);
			on.state(state);
		};
		// After two broken streams a proxy may forbid them: ask every 3 s, and try to stream each tenth time.
		for (let broken = 0, silent = 0, round = 0; !signal.aborted;) {
			const stream = broken < 2 || ++round % 10 === 0;
			try {
				await (stream ? this.#stream(chat, last, { ...on, message: take }, signal) : poll());
				if (stream) broken = 0;
				silent = 0;
			} catch (error) {
				if (signal.aborted) return;
				if (error.status === 404) return on.lost();
				if (stream) broken++;
				else silent++;
				if (silent) on.link(false);
			}
			const jitter = 0.5 + Math.random() / 2;
			await pause(broken < 2 ? 1500 * jitter : silent ? POLL * 2 ** Math.min(silent, 4) * jitter : POLL);
		}
	}

	// EventSource cannot send an Authorization header, hence our own reader of text/event-stream.
	async #stream(chat, last, on, signal) {
		const control = new AbortController();
		const abort = () => control.abort();
		signal.onabort = abort;
		let timer = setTimeout(abort, FIRST_SIGN);
		try {
			const response = await fetch(`${this.root}/${chat.conversation}/events`, {
				headers: { Accept: "text/event-stream", Authorization: `Bearer ${chat.token}`, "Last-Event-ID": `${last}` },
				cache: "no-store",
				signal: control.signal,
			});
			if (!response.ok) throw new ChatError(response.status);
			const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
			for (let rest = "", heard = false; ; heard = true) {
				const { value, done } = await reader.read();
				if (done && !heard) throw new ChatError(0);
				if (done) return;
				on.link(true);
				clearTimeout(timer);
				timer = setTimeout(abort, SILENCE);
				const blocks = (rest + value).split(/\r\n\r\n|\n\n|\r\r/);
				rest = blocks.pop();
				blocks.forEach((block) => dispatch(block, on));
			}
		} finally {
			clearTimeout(timer);
		}
	}

	async #call(method, path, chat, body) {
		let response;
		try {
			response = await fetch(this.root + (chat ? `/${chat.conversation}` : "") + path, {
				method,
				headers: { ...(chat && { Authorization: `Bearer ${chat.token}` }), ...(body && { "Content-Type": "application/json" }) },
				body: body && JSON.stringify(body),
				cache: "no-store",
				keepalive: path === "/feedback", // may be sent while the page closes
				signal: AbortSignal.timeout(20_000),
			});
		} catch {
			throw new ChatError(0);
		}
		const data = await response.json().catch(() => ({}));
		if (response.ok) return data;
		throw new ChatError(response.status, data.message, Number(response.headers.get("Retry-After")) || 0);
	}
}

function dispatch(block, on) {
	let kind = "message";
	let data = "";
	for (const line of block.split(/\r\n|\n|\r/)) {
		const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
		if (field === "event") kind = value;
		if (field === "data") data += `${value}\n`;
	}
	if (data && ["message", "state"].includes(kind)) on[kind](JSON.parse(data));
}
