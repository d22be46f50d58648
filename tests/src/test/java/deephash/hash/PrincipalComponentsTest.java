package deephash.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    @Test
    void theFirstLiesAlongTheLongSideOfACloud() {
        float[][] cloud = {{1, 4, 0}, {1, -4, 0}, {2, 0, 0}, {0, 0, 0}};
        PrincipalComponents found = PrincipalComponents.of(cloud, 2);
        assertThat(found.mean()).containsExactly(1, 0, 0);
        assertThat(found.directions()[0][1]).isCloseTo(1, within(1e-5f));
        assertThat(found.directions()[1][0]).isCloseTo(1, within(1e-5f));
        assertThat(found.shares()[0]).isCloseTo(32 / 34.0, within(1e-5));
        assertThat(found.project(cloud)[0]).containsExactly(new float[] {4, 0}, within(1e-4f));
    }

    @Test
    void thereAreAsManyAsValues() {
        assertThatThrownBy(() -> PrincipalComponents.of(new float[][] {{1, 2}, {3, 4}}, 3))
                .hasMessageContaining("1 to 2");
    }
}
