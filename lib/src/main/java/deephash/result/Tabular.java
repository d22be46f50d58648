package deephash.result;

import java.util.List;

/** A result that is a table. */
public interface Tabular {

    /**
     * The table.
     *
     * @return with a title, and named columns
     */
    DataTable table();

    /**
     * The text below the table.
     *
     * @return a line each; none unless something went wrong
     */
    default List<String> notes() {
        return List.of();
    }

    /**
     * The table in Markdown.
     *
     * @return with numbers written as in a notebook
     */
    default String markdown() {
        return table().markdown();
    }

    /**
     * The table in LaTeX, for a paper.
     *
     * @return a {@code tabular} for the package booktabs
     */
    default String latex() {
        return table().latex();
    }

    /**
     * The table as comma-separated values.
     *
     * @return in full precision, with a line of column names
     */
    default String csv() {
        return table().csv();
    }
}
