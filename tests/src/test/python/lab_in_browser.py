"""Starts `deephash lab`, opens a notebook in a headless Chromium, runs all cells as a user would, and looks.

usage: lab_in_browser.py CHECKOUT NOTEBOOK CHROMIUM SCREENSHOT EXECUTED

NOTEBOOK is relative to the folder that JupyterLab opens. Writes the code cells with the outputs that JupyterLab has to
EXECUTED. Prints what it saw, and photographs every cell that shows a
picture or a table; fails unless every cell ran without an error and there are a picture and a table, and, where the
notebook evaluates a hasher, a table of metrics.
"""

import json
import pathlib
import sys
import tempfile
import time

from lab_server import TOKEN, end_group, free_port, start_lab, wait_for_server
from playwright.sync_api import Page, sync_playwright

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUN_SECONDS = 900

# What the model says of the cells: a cell out of sight is not in the page.
CELLS = """() => {
  const model = window.jupyterapp.shell.currentWidget.content.model;
  const cells = [];
  for (let i = 0; i < model.cells.length; i++) {
    const cell = model.cells.get(i).toJSON();
    if (cell.cell_type === 'code') cells.push(cell);
  }
  return cells;
}"""


def asks_about_news(page: Page) -> bool:
    return page.get_by_text("Jupyter news").count() > 0


def run_all(page: Page) -> list:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    end = time.monotonic() + RUN_SECONDS
    while time.monotonic() < end:
        cells = page.evaluate(CELLS)
        errors = [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
        done = all(cell["execution_count"] is not None for cell in cells if "".join(cell["source"]).strip())
        busy = page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status")
        if errors or (done and busy == "idle"):
            return cells
        time.sleep(1)
    raise SystemExit("the cells did not end in time")


def scroll_to(page: Page, index: int) -> None:
    page.evaluate(
        """async (index) => {
          const notebook = window.jupyterapp.shell.currentWidget.content;
          notebook.activeCellIndex = index;
          await notebook.scrollToItem(index, 'start');
        }""",
        index,
    )
    page.wait_for_timeout(700)


def look(page: Page, screenshot: pathlib.Path) -> dict:
    """Scrolls through the notebook and counts what is really on the page."""
    count = page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length")
    seen = {"images": 0, "tables": 0, "metrics": False}
    for index in range(count):
        scroll_to(page, index)
        found = page.evaluate(
            """(index) => {
              const cell = window.jupyterapp.shell.currentWidget.content.widgets[index].node;
              const images = [...cell.querySelectorAll('.jp-OutputArea-output img')]
                  .filter(image => image.complete && image.naturalWidth > 50);
              const tables = [...cell.querySelectorAll('.jp-OutputArea-output table')];
              return {images: images.length, tables: tables.length,
                      metrics: tables.some(table => table.innerText.includes('mAP'))};
            }""",
            index,
        )
        seen["images"] += found["images"]
        seen["tables"] += found["tables"]
        seen["metrics"] |= found["metrics"]
        if found["images"] or found["tables"]:
            page.screenshot(path=screenshot.with_name(f"{screenshot.stem}-{index:02}.png"))
        if found["images"]:
            page.screenshot(path=screenshot)
    return seen


def main(checkout: pathlib.Path, notebook: str, chromium: str, screenshot: pathlib.Path, executed: pathlib.Path) -> int:
    screenshot.parent.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryFile("w+") as log:
        server = start_lab(checkout, port, log)
        try:
            wait_for_server(port, server)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
                page = browser.new_page(viewport={"width": 1440, "height": 1000})
                # without the notebooks that were open the last time
                page.goto(f"http://127.0.0.1:{port}/lab/tree/{notebook}?reset&token={TOKEN}", timeout=120_000)
                page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook", timeout=240_000)
                page.wait_for_function(
                    "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
                    timeout=180_000,
                )
                cells = run_all(page)
                assert not asks_about_news(page), "JupyterLab asks its user about news"
                errors = [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
                seen = look(page, screenshot)
                kernel = page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayName")
                browser.close()
        except BaseException:
            log.seek(0)
            print(log.read()[-4000:])
            raise
        finally:
            end_group(server)
    executed.write_text(json.dumps({"cells": cells}))
    print(json.dumps({"kernel": kernel, "cells": len(cells), **seen}))
    for error in errors:
        print("\n".join(error["traceback"]))
    evaluates = any("DeepHash.evaluate(" in "".join(cell["source"]) for cell in cells)
    complete = seen["images"] and seen["tables"] and (seen["metrics"] or not evaluates)
    return 0 if not errors and complete and kernel == "DeepHash (Java)" else 1


if __name__ == "__main__":
    checkout, name, browser, picture, output = sys.argv[1:]
    sys.exit(main(pathlib.Path(checkout), name, browser, pathlib.Path(picture).absolute(), pathlib.Path(output)))
