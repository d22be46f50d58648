package deephash.objective;

import java.util.List;

/** The objectives of this library, with their usual parameters: {@code options().objective(DPN)}. */
public final class Objectives {

    /** The negative evidence lower bound: a variational autoencoder. Needs a decoder, no labels. */
    public static final Elbo ELBO = new Elbo();

    /** Contrast between augmented views. Needs no labels. */
    public static final NtXent NT_XENT = new NtXent();

    /** Deep polarized network. Needs labels. */
    public static final Dpn DPN = new Dpn();

    /** All of them: first those without labels, then those with. */
    public static final List<Objective> ALL = List.of(ELBO, NT_XENT, DPN);

    private Objectives() {}
}
