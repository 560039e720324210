"""What is published, and how far a training or publication is: small files that survive a power cut.

Written whole or not at all, so whoever reads them (the launcher, the site, a command) never sees half a record.
"""

from bot.release.jobs import Job, JobFile, Step
from bot.release.published import Publication, PublishedFile
from bot.release.served import ServedFile

__all__ = ["Job", "JobFile", "Publication", "PublishedFile", "ServedFile", "Step"]
