// What is open and half typed, kept in this tab of the browser only: a reload loses no word. Gone with the tab or signing out.

const NAME = "belastingchat-open";
const SOON = 300; // ms

export const forget = () => sessionStorage.removeItem(NAME);

export class Kept {
	/** `member` is whose words these are: a colleague who signs in in the same tab never sees them. */
	constructor(member) {
		Object.assign(this, { member, drafts: {}, shown: [], screen: null, timer: 0 });
		try {
			const found = JSON.parse(sessionStorage.getItem(NAME));
			if (found?.member === member) Object.assign(this, { drafts: found.drafts, shown: found.shown });
			else forget();
		} catch {} // a browser that keeps nothing: then a reload loses what was typed
		document.querySelector('form[action="/uitloggen"]')?.addEventListener("submit", () => this.end());
		window.addEventListener("pagehide", () => this.write());
	}

	/** Puts back what was open before the page was loaded, and from now on keeps what is on the screen. */
	restore(screen) {
		const shown = this.shown.slice(-screen.room);
		this.screen = screen;
		shown.forEach((conversation, i) => screen.open(conversation, i === shown.length - 1));
	}

	/** Returns what was typed in a conversation before the page was loaded, once. */
	take(conversation) {
		const found = this.drafts[conversation];
		delete this.drafts[conversation];
		return found;
	}

	soon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.write(), SOON);
	}

	write() {
		if (!this.screen) return;
		const drafts = { ...this.drafts };
		for (const pane of this.screen.panes.values()) if (pane.field.filled) drafts[pane.conversation] = pane.field.kept();
		// What is looked at last comes last.
		const shown = [...this.screen.shown].sort((a, b) => (a === this.screen.current) - (b === this.screen.current)).map((pane) => pane.conversation);
		try {
			sessionStorage.setItem(NAME, JSON.stringify({ member: this.member, drafts, shown }));
		} catch {}
	}

	end() {
		this.screen = null;
		forget();
	}
}
