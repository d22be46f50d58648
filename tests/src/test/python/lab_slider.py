"""Moves a slider in JupyterLab as a user would: live, after the page was opened again, and with a kernel that knows nothing.

usage: lab_slider.py CHECKOUT CHROMIUM SCREENSHOT

The notebook is slider.ipynb in the folder that JupyterLab opens. Fails with what it expected and saw.
"""

import json
import pathlib
import sys
import tempfile

from lab_in_browser import CHROMIUM_FLAGS, run_all
from lab_server import TOKEN, end_group, free_port, start_lab, wait_for_server
from playwright.sync_api import Page, expect, sync_playwright

STATE = "application/vnd.jupyter.widget-state+json"
HANDLE = ".widget-slider .noUi-handle"
PLACE = ".widget-vbox .jp-OutputArea-output"
SECONDS = 1000


def open_notebook(page: Page, port: int) -> None:
    page.goto(f"http://127.0.0.1:{port}/lab/tree/slider.ipynb?reset&token={TOKEN}", timeout=120 * SECONDS)
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook", timeout=240 * SECONDS)
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
        timeout=180 * SECONDS,
    )


def press(page: Page, key: str, times: int) -> None:
    page.locator(HANDLE).focus()
    for _ in range(times):
        page.keyboard.press(key)


def shows(page: Page, text: str) -> None:
    expect(page.locator(PLACE).last).to_contain_text(text, timeout=60 * SECONDS)


def save(page: Page) -> None:
    page.evaluate(
        """async () => {
          const context = window.jupyterapp.shell.currentWidget.context;
          await context.save();
        }"""
    )


def saved(notebook: pathlib.Path) -> dict:
    """The models of a notebook's saved state by their kind."""
    state = json.loads(notebook.read_text())["metadata"]["widgets"][STATE]["state"]
    return {each["model_name"]: each["state"] for each in state.values()}


def check(page: Page, port: int, notebook: pathlib.Path, screenshot: pathlib.Path) -> None:
    open_notebook(page, port)
    errors = [o for cell in run_all(page) for o in cell["outputs"] if o["output_type"] == "error"]
    assert not errors, errors
    shows(page, "within 2")
    press(page, "ArrowRight", 3)
    shows(page, "within 5")
    page.screenshot(path=screenshot)
    save(page)
    models = saved(notebook)
    assert models["IntSliderModel"]["value"] == 5, models["IntSliderModel"]
    assert "within 5" in json.dumps(models["OutputModel"]["outputs"]), models["OutputModel"]
    # The page is opened again while its kernel runs: the slider is live.
    open_notebook(page, port)
    shows(page, "within 5")
    press(page, "ArrowRight", 1)
    shows(page, "within 6")
    save(page)
    # The notebook is opened with a new kernel: the slider and what it showed come from the file.
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    open_notebook(page, port)
    shows(page, "within 6")
    expect(page.locator(".widget-readout").last).to_have_text("6")


def main(checkout: pathlib.Path, chromium: str, screenshot: pathlib.Path) -> None:
    screenshot.parent.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryFile("w+") as log:
        server = start_lab(checkout, port, log)
        try:
            wait_for_server(port, server)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
                page = browser.new_page(viewport={"width": 1000, "height": 700})
                try:
                    check(page, port, checkout / "work/slider.ipynb", screenshot)
                except BaseException:
                    page.screenshot(path=screenshot)
                    raise
                browser.close()
        except BaseException:
            log.seek(0)
            print(log.read()[-4000:])
            raise
        finally:
            end_group(server)


if __name__ == "__main__":
    folder, browser, picture = sys.argv[1:]
    main(pathlib.Path(folder), browser, pathlib.Path(picture).absolute())
