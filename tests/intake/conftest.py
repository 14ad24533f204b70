"""The domain knows no request: its tests put no pages together."""

import pytest


@pytest.fixture
def with_pages() -> bool:
    """No."""
    return False
