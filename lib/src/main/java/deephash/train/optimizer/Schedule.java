package deephash.train.optimizer;

/**
 * The learning rate of every step: a linear warm-up, then a cosine down to zero (Loshchilov and Hutter, 2017, Eq. 5).
 *
 * @param base the highest rate
 * @param warmUp how many steps it takes to get there
 * @param steps how many there are
 */
public record Schedule(double base, long warmUp, long steps) {

    /** The rate of a step, from 0. */
    public double rate(long step) {
        if (step < warmUp) {
            return base * (step + 1) / warmUp;
        }
        return base * 0.5 * (1 + Math.cos(Math.PI * (step - warmUp) / Math.max(1, steps - warmUp)));
    }
}
