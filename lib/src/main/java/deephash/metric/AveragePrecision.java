package deephash.metric;

/**
 * Mean average precision in its four readings of ties, each 0 to 1. Codes of d bits know only d + 1 distances, so that
 * most items of a ranking are tied with others; how ties are broken can decide a result.
 *
 * @param tieAware the mean over all orders within ties (McSherry and Najork 2008), exact; the headline
 * @param stable ties in the order of the database
 * @param optimistic relevant items first within each tie
 * @param pessimistic relevant items last within each tie
 */
public record AveragePrecision(double tieAware, double stable, double optimistic, double pessimistic) {}
