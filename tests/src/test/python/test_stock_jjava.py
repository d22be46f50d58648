"""The extension in a stock JJava kernel (PyPI's jjava): with our jars on its class path, our pictures and imports."""

import importlib.util
import os
import unittest

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from kernel_case import KERNEL, KernelCase
from jupyter_client.manager import KernelManager


def stock():
    """The folder of jjava's kernelspec, None if it is not installed."""
    try:
        spec = KernelSpecManager().get_kernel_spec("java")
        return spec.resource_dir if any("jjava" in each for each in spec.argv) else None
    except NoSuchKernel:
        return None


@unittest.skipUnless(importlib.util.find_spec("jjava") and stock(), "jjava is not installed: pip install jjava")
class StockKernel(KernelCase):
    @classmethod
    def setUpClass(cls):
        ours = KernelSpecManager().get_kernel_spec(KERNEL)
        java = ours.argv[0]
        class_path = ours.argv[ours.argv.index("-cp") + 1]
        cls.manager = KernelManager(kernel_name="java")
        cls.manager.start_kernel(
            env={
                **os.environ,
                "PATH": os.path.dirname(java) + os.pathsep + os.environ["PATH"],
                "JJAVA_JVM_OPTS": "-Djava.awt.headless=true",
                "JJAVA_CLASSPATH": class_path,
            }
        )
        cls.client = cls.manager.client()
        cls.client.start_channels()
        cls.client.wait_for_ready(timeout=120)

    def test_codes_tables_charts_and_images_show_as_in_our_kernel(self):
        for each in [
            "HashCodes.random(5, 16, 1L)",
            'var codes = DeepHash.hash(DifferenceHash.of(16), DeepHash.load("fashion-mnist-mini").query());'
            "\nHammingIndex.of(codes).search(codes.get(0), 3)",
            "BitQuality.of(HashCodes.random(9, 16, 1L))",
        ]:
            data = self.ok(each).data
            self.assertTrue("text/html" in data or "image/png" in data, f"{each} shows only {list(data)}")
        table = self.ok('Table.create("t", IntColumn.create("n", 1, 2, 3))').data
        self.assertIn("<table", table["text/html"])
        chart = self.ok(
            "var chart = new XYChartBuilder().width(300).height(200).build();"
            'chart.addSeries("s", new double[] {1, 2}, new double[] {3, 4});\nchart'
        ).data
        self.assertIn("image/png", chart)
        self.assertIn("image/png", self.ok("new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB)").data)

    def test_the_front_door_is_open(self):
        self.assertEqual("64", self.value("options().bits(64).bits()"))


if __name__ == "__main__":
    unittest.main()
