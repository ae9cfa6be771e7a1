"""The settings as a test sees them: the same file, in a folder that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="bangvang-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("BANGVANG_")]:
    del os.environ[_name]
os.environ |= {"BANGVANG_VAR": _folder, "BANGVANG_DEMO": "1", "BANGVANG_INSECURE_HTTP": "1"}
os.environ["BANGVANG_LOG_LEVEL"] = "ERROR"

from config.settings import *  # noqa: E402, F403 -- the folder must stand before it is read
from config.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # 150 ms less a sign-in
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"] == "config.sqlite3":  # a file, so that threads meet as they do in an office
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder) / "test.sqlite3")}
