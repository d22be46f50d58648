package deephash.objective;

import java.util.List;

/** The objectives of this library, with their usual parameters: {@code options().objective(DPN)}. */
public final class Objectives {

    /** The negative evidence lower bound: a variational autoencoder. Needs a decoder. See {@link Elbo}. */
    public static final Elbo ELBO = new Elbo();

    /** An autoencoder with a loss on its bits. Needs a decoder. See {@link ScaH}. */
    public static final ScaH SCA_H = new ScaH();

    /** Bits that split every batch in halves and keep similarities of the inputs. See {@link BiHalf}. */
    public static final BiHalf BI_HALF = new BiHalf();

    /** Bits that keep similarities of the inputs. See {@link GreedyHashUnsupervised}. */
    public static final GreedyHashUnsupervised GREEDY_HASH_UNSUPERVISED = new GreedyHashUnsupervised();

    /** Contrast between augmented views. See {@link NtXent}. */
    public static final NtXent NT_XENT = new NtXent();

    /** Contrast between the bits of augmented views. See {@link CibHash}. */
    public static final CibHash CIBHASH = new CibHash();

    /** Distances of pairs. Needs labels. See {@link Dsh}. */
    public static final Dsh DSH = new Dsh();

    /** The likelihood of pairs. Needs labels. See {@link Dpsh}. */
    public static final Dpsh DPSH = new Dpsh();

    /** The likelihood of pairs, with another quantisation. Needs labels. See {@link Dhn}. */
    public static final Dhn DHN = new Dhn();

    /** The likelihood of triplets. Needs labels. See {@link Dtsh}. */
    public static final Dtsh DTSH = new Dtsh();

    /** The weighted likelihood of pairs, by continuation. Needs labels. See {@link HashNet}. */
    public static final HashNet HASHNET = new HashNet();

    /** A classifier on bits. Needs labels. See {@link GreedyHash}. */
    public static final GreedyHash GREEDY_HASH = new GreedyHash();

    /** Centres of classes, bit by bit. Needs labels. See {@link Csq}. */
    public static final Csq CSQ = new Csq();

    /** Targets of classes, with a margin. Needs labels. See {@link Dpn}. */
    public static final Dpn DPN = new Dpn();

    /** Centres of classes, by cosine. Needs labels. See {@link OrthoHash}. */
    public static final OrthoHash ORTHO_HASH = new OrthoHash();

    /** Codes as alike as tags are. Needs tags as labels. See {@link Wdht}. */
    public static final Wdht WDHT = new Wdht();

    /** All of them: first those without labels, then those with. */
    public static final List<Objective> ALL = List.of(
            ELBO,
            SCA_H,
            BI_HALF,
            GREEDY_HASH_UNSUPERVISED,
            NT_XENT,
            CIBHASH,
            DSH,
            DPSH,
            DHN,
            DTSH,
            HASHNET,
            GREEDY_HASH,
            CSQ,
            DPN,
            ORTHO_HASH,
            WDHT);

    private Objectives() {}
}
