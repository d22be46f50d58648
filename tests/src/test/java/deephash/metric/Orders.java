package deephash.metric;

import java.util.ArrayList;
import java.util.List;

/** All orders of a few items. */
final class Orders {

    private Orders() {}

    static List<int[]> of(int n) {
        List<int[]> orders = new ArrayList<>();
        extend(new int[n], 0, new boolean[n], orders);
        return orders;
    }

    private static void extend(int[] order, int filled, boolean[] used, List<int[]> orders) {
        if (filled == order.length) {
            orders.add(order.clone());
            return;
        }
        for (int i = 0; i < order.length; i++) {
            if (!used[i]) {
                used[i] = true;
                order[filled] = i;
                extend(order, filled + 1, used, orders);
                used[i] = false;
            }
        }
    }
}
