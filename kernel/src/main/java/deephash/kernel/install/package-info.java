/**
 * Installing and starting: the application folder that the launcher runs from, the kernelspec that Jupyter finds, and
 * JupyterLab itself where there is none.
 */
@NullMarked
package deephash.kernel.install;

import org.jspecify.annotations.NullMarked;
