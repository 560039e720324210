"""`python -m bot.launch`: everything, until Ctrl-C. Makes no sound but what a person needs."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from bot.knowledge import ContentError
from bot.launch.accounts import first_accounts
from bot.launch.model import ensure_model
from bot.launch.preflight import CannotStart, check_machine
from bot.launch.running import prepare
from bot.launch.serving import broken_off, model_to_serve
from bot.launch.supervise import Supervised
from bot.release import PublishedFile, ServedFile
from bot.release.fingerprint import components
from bot.settings import SettingError
from bot.staff import StaffError


def main(arguments: list[str] | None = None) -> int:
    """Runs until it is stopped; returns 1 after a clear sentence when it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m bot.launch", description="Start de chatbot.")
    parser.add_argument("--train-only", action="store_true", help="train als dat nodig is, en stop dan")
    parser.add_argument("--then-serve", action="store_true", help="en laat de volgende start dit model gebruiken")
    options = parser.parse_args(arguments)
    root = Path.cwd()
    # A shell that starts us in the background has Ctrl-C ignored; stopping must work all the same.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        settings = prepare()
        if not options.train_only:
            check_machine(settings)
            print(first_accounts(settings), end="", flush=True)
        if options.train_only:
            model = ensure_model(root, settings)
            print(f"Het model past bij de gegevens: {model.name}")
            if options.then_serve:
                ServedFile(settings.models_dir).keep(model, components(root))
                if PublishedFile(settings.models_dir).current():
                    print("Burgers houden het gepubliceerde model. Publiceren: python -m bot.publish")
            return 0
        if told := broken_off(settings):
            print(told, flush=True)
        model, told = model_to_serve(root, settings)
        if told:
            print(told, flush=True)
        print("De chatbot start op. Dat duurt meestal een halve minuut.", flush=True)
        with Supervised(root, settings, model) as supervised:
            supervised.wait_until_ready()
            ServedFile(settings.models_dir).keep(model, components(root))
            print(
                f"\n  De chatbot:     {settings.site_url}/\n"
                f"  Medewerkers:    {settings.site_url}/inloggen\n"
                f"  De toestand:    {settings.site_url}/health\n"
                f"  De API:         {settings.site_url}/chat/openapi.json\n"
                f"  Logboeken:      {settings.log_dir}/\n\n"
                "Stoppen: Ctrl-C.",
                flush=True,
            )
            supervised.wait()
    except (CannotStart, SettingError, ContentError, StaffError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nAlles is gestopt.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
