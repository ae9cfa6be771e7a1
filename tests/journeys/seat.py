"""A person at a browser: signs in, reads pages, presses buttons; each page is looked at hard."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.journeys.office import ROOT, Office

WIDTHS: dict[str, ViewportSize] = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: the world whose pictures are kept; the others are looked at as hard
PICTURED = "2024"

#: where pictures go; docs/screens only when somebody asks for it
SCREENS = Path(os.environ.get("SCREENS") or ROOT / "test-results" / "screens")


@dataclass
class Seat:
    """One browser session of one account."""

    office: Office
    username: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def taken(cls, browser: Browser, office: Office, username: str) -> Seat:
        """Signed in, on the first page."""
        context = browser.new_context(viewport=WIDTHS["1280"], locale="vi-VN", accept_downloads=True)
        context.set_default_timeout(10_000)
        seat = cls(office, username, context.new_page())
        seat._listen()
        seat.page.goto(office.address + "/")
        seat.page.get_by_label("Tên đăng nhập").fill(username)
        seat.page.get_by_label("Mật khẩu", exact=True).fill(office.world["password"])
        seat.press("Đăng nhập")
        return seat

    def _listen(self) -> None:
        """Nothing a browser complains of goes unheard."""
        self.page.on("console", lambda m: self._complain(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("response", lambda r: self._complain(f"{r.status} {r.url}") if r.status >= 500 else None)

    def _complain(self, text: str) -> None:
        self.complaints.append(f"{self.username}, {self.page.url}: {text}")

    # what a person does

    def go(self, path: str) -> Seat:
        self.page.goto(self.office.address + path)
        return self

    def click(self, target: Locator) -> None:
        """Click what leads to another page, and be there: a page that is on its way can be neither read nor filled."""
        with self.page.expect_navigation(wait_until="load"):
            target.click()

    def follow(self, name: str) -> Seat:
        self.click(self.page.get_by_role("link", name=name).first)
        return self

    def press(self, name: str) -> Seat:
        """Press a button (or what looks like one)."""
        self.click(self.page.get_by_role("button", name=name).first)
        return self

    def fill(self, label: str, text: str) -> Seat:
        self.page.get_by_label(label).first.fill(text)
        return self

    def choose(self, label: str) -> Seat:
        self.page.get_by_label(label).first.check()
        return self

    def attach(self, label: str, *, name: str, text: bytes, kind: str = "application/pdf") -> Seat:
        self.page.get_by_label(label).first.set_input_files([{"name": name, "mimeType": kind, "buffer": text}])
        return self

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    # what we see over the shoulder

    def look(self, name: str) -> Seat:
        """A picture and axe's opinion at both widths; the page stays as it was."""
        for width, size in WIDTHS.items():
            self.page.set_viewport_size(size)
            if self.office.world["world"] == PICTURED:
                self._picture(f"{name}-{width}.png", size)
            self.complaints += self.violations(f"{name} at {width}")
        self.page.set_viewport_size(WIDTHS["1280"])
        return self

    def _picture(self, name: str, size: ViewportSize) -> None:
        """The whole page in a window as long as it, so that a bar at the foot stays at the foot."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        length = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(length, size["height"])})
        shot = self.page.screenshot(animations="disabled")
        Image.open(BytesIO(shot)).convert("RGB").quantize(64).save(SCREENS / name, optimize=True)
        self.page.set_viewport_size(size)

    def violations(self, where: str) -> list[str]:
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = {"runOnly": {"type": "tag", "values": AXE_RULES}}
        found: list[dict[str, Any]] = self.page.evaluate(
            "rules => axe.run(document, rules).then(r => r.violations)", rules
        )
        sideways = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wide = [f"{where}: scrolls sideways by {sideways} px"] if sideways > 0 else []
        return wide + [f"{where}: {v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})" for v in found]
