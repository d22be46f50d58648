package deephash.view;

import tech.tablesaw.api.Table;

/** A result that is a table, and can be handed on as one. */
public interface Tabular extends Viewable {

    /** The table. */
    Table table();

    /** The table in Markdown, numbers written as in a notebook. */
    default String markdown() {
        return Export.markdown(table());
    }

    /** The table as comma-separated values in full precision, with a line of column names. */
    default String csv() {
        return Export.csv(table());
    }

    @Override
    default View view() {
        return Tables.view(table());
    }
}
