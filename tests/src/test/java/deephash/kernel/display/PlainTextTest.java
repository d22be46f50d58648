package deephash.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.library.Rendering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void whatHoldsItselfSaysSo() {
        Map<String, Object> map = new HashMap<>();
        map.put("me", map);
        assertThat(Rendering.of(map).text()).isEqualTo("{me=(this map)}");
        Object[] array = new Object[2];
        array[0] = array;
        assertThat(Rendering.of(array).text()).isEqualTo("[(this array), null]");
        List<Object> list = new ArrayList<>();
        list.add(Map.of("list", list));
        assertThat(Rendering.of(list).text()).isEqualTo("[{list=(this collection)}]");
    }

    @Test
    void whatIsHeldTwiceIsShownTwice() {
        List<Integer> held = List.of(1);
        assertThat(Rendering.of(List.of(held, held)).text()).isEqualTo("[[1], [1]]");
    }
}
