"""Runs the site: `python -m bot.site`. `make run` does this under its supervisor."""

from __future__ import annotations

import logging
import sys

from bot.knowledge import ContentError
from bot.settings import SettingError, read_settings
from bot.site.app import create_app
from bot.staff import StaffError, refuse_demo


def main() -> int:
    """Serves until it is stopped; returns 1 after a clear sentence when it cannot start."""
    try:
        settings = read_settings()
        logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        app = create_app(settings)
        if settings.production:
            refuse_demo(app.ctx.staff)
    except (SettingError, ContentError, StaffError) as error:
        print(error, file=sys.stderr)
        return 1
    app.run(host=settings.host, port=settings.port, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
