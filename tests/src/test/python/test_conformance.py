"""The conformance suite of the Jupyter project."""

import os
import unittest

import jupyter_kernel_test

PICTURE = "new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB)"


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ.get("DEEPHASH_TEST_KERNEL", "deephash-test")
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("a warning");'
    completion_samples = [
        {"text": "System.ou", "matches": {"out"}},
        {"text": "HammingInd", "matches": {"HammingIndex"}},
    ]
    complete_code_samples = ["1 + 1", "int x = 1;", "class A {}", "// a remark", ""]
    incomplete_code_samples = ["void f() {", "int x = ", "for (int i = 0; i < 3; i++) {", "/* a remark"]
    invalid_code_samples = ["}", "int x = );"]
    code_generate_error = 'throw new IllegalStateException("x");'
    code_execute_result = [
        {"code": "1+2", "result": "3"},
        {"code": 'String.join("-", "a", "b")', "result": "a-b"},
    ]
    code_display_data = [
        {"code": "display(" + PICTURE + ");", "mime": "image/png"},
        {"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"},
    ]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "clearOutput(true)"


if __name__ == "__main__":
    unittest.main()
