package deephash.spark;

import deephash.progress.Screen;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** A bar on the driver's screen that moves on with the rows that tasks have written. */
final class JobBar extends SparkListener implements AutoCloseable {

    private final SparkContext context;
    private final Screen.Bar bar;

    /**
     * Starts one.
     *
     * @param total how many rows will be written, or -1 if that is not known
     */
    JobBar(SparkContext context, String what, long total, String unit) {
        this.context = context;
        bar = Screen.current().bar(what, total, unit);
        context.addSparkListener(this);
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        if (task.taskMetrics() != null && task.taskInfo().successful()) {
            long rows = task.taskMetrics().outputMetrics().recordsWritten();
            if (rows > 0) {
                bar.step(rows);
            }
        }
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
        bar.close();
    }
}
