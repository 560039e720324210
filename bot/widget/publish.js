// Moves the progress bar while a model is trained or published, and shows the page anew when that is done.
const work = document.querySelector("#werk");
const bar = work?.querySelector("progress");
const words = work?.querySelector("[data-words]");
const EVERY = 1000;

async function look() {
	try {
		const answer = await fetch("/trainer/api/publiceren", { headers: { accept: "application/json" } });
		if (answer.status === 401) return location.reload();
		const job = await answer.json();
		if (!job.running) return location.reload();
		bar.value = job.share;
		if (words.textContent !== job.words) words.textContent = job.words;
	} catch {
		// The site is restarting or the line is away: the work goes on, and so do we.
	}
	setTimeout(look, EVERY);
}

if (work?.dataset.running === "ja") setTimeout(look, EVERY);
