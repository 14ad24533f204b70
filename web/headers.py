"""Security headers on every answer, error pages included."""

from __future__ import annotations

from flask import Flask, Response, request

from web.config import Settings

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
EMBEDDABLE = frozenset({"portal.chat_frame"})
"""The only page another site may show in a frame: the chat window that ``/widget.js`` opens."""


def install(app: Flask, settings: Settings) -> None:
    """Add the headers to everything the application answers."""

    embedding = f"'self' {settings.widget_origins}".strip()

    @app.after_request
    def _secure(response: Response) -> Response:
        ancestors = embedding if request.endpoint in EMBEDDABLE else "'none'"
        response.headers.setdefault("Content-Security-Policy", POLICY.format(ancestors=ancestors))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if settings.base_url.startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.endpoint not in {"static", "versioned_static"}:
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.add("Vary", "Cookie")
        return response
