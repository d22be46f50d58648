package deephash.objective;

import java.util.List;

/** All objectives of this library, with their usual parameters. */
public final class Objectives {

    /** In the order in which tables have them: without labels, with views, with labels. */
    public static final List<Objective> ALL = List.of(Objective.ELBO, Objective.NT_XENT, Objective.DPN);

    private Objectives() {}
}
