"""The pinned archives of the natasha wheel."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dragoman.languages.ru import weights


def test_another_archive_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(weights.PINNED, "model/slovnet_ner_news_v1.tar", "0" * 64)
    with pytest.raises(weights.WeightsError, match=r"install natasha==1\.6\.0"):
        weights.load_net("ner")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    with pytest.raises(weights.WeightsError, match="natasha"):
        weights.load_net("ner")


def test_loading_is_quick_small_and_imports_none_of_the_stock_packages() -> None:
    code = (
        "import sys, time; started = time.process_time()\n"
        "from dragoman.languages import ru; ru.warm(); ru.analyse('Посол уехал.', [(0, 12)])\n"
        "high = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(time.process_time() - started, int(high.split()[1]) / 1024)\n"
        "print([m for m in ('natasha', 'slovnet', 'navec', 'yargy', 'pymorphy2', 'razdel') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    seconds, megabytes = map(float, out[0].split())
    assert seconds < 2
    assert megabytes < 350
    assert out[1] == "[]"
