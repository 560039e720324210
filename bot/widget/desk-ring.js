// Who hears of what: a new conversation in the queue, one that a colleague gave, and words that one does not see.

import { announce } from "./desk-dom.js";
import { titleOf } from "./desk-side.js";

/** Tells what is new between two looks at the desk. `seen` says whether a conversation is on the screen. */
export function ring(before, now, options, seen) {
	const known = new Set([...before.queue, ...before.own].map((item) => item.conversation));
	const fresh = now.queue.filter((item) => !known.has(item.conversation) && item.state === "waiting");
	if (fresh.length && now.me.presence === "aanwezig") {
		options.alert(fresh.some((item) => item.urgency > 1) ? "Er wacht iemand in nood" : "Er wacht iemand", titleOf(fresh[0]), fresh[0].conversation);
		announce(`Nieuw in de rij: ${titleOf(fresh[0])}.`);
	}
	for (const item of now.own) {
		const was = before.own.find((other) => other.conversation === item.conversation);
		if (!was && !known.has(item.conversation)) options.alert("Een collega gaf je een gesprek", item.topic_title, item.conversation);
		if (was && item.unread > was.unread && !seen(item.conversation)) {
			options.alert("Nieuw bericht", item.topic_title || item.code, item.conversation);
			announce(`Nieuw bericht in gesprek ${item.code}.`);
		}
	}
	const called = new Set(before.calls.map((call) => call.conversation + call.at));
	for (const call of now.calls.filter((one) => !called.has(one.conversation + one.at))) {
		options.alert("Een collega vraagt je mee te kijken", call.by, call.conversation);
		announce(`${call.by} fluistert naar je in gesprek ${call.code}.`);
	}
	const told = new Set(before.lapsed.map((draft) => draft.id));
	for (const draft of now.lapsed) if (!told.has(draft.id)) announce(`Je antwoord is niet verstuurd: ${draft.why}.`);
}
