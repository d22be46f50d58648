package deephash.train;

import deephash.model.Likelihood;
import deephash.model.Provenance;
import deephash.objective.Elbo;
import deephash.objective.Objective;
import deephash.objective.Objectives;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An objective as facts of a model's provenance, and back. */
final class ObjectiveFacts {

    private static final String OBJECTIVE = "objective";
    private static final String CLASS = "objective.class";

    private ObjectiveFacts() {}

    static Map<String, String> of(Objective objective) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(OBJECTIVE, objective.name());
        if (objective instanceof Elbo elbo) {
            facts.put("likelihood", elbo.likelihood().toString());
            facts.put("beta", String.valueOf(elbo.beta()));
            facts.put("klWarmUp", String.valueOf(elbo.klWarmUp()));
            facts.put("freeBits", String.valueOf(elbo.freeBits()));
            return facts;
        }
        facts.put(CLASS, objective.getClass().getSimpleName());
        if (objective instanceof Record) {
            for (RecordComponent component : objective.getClass().getRecordComponents()) {
                facts.put(OBJECTIVE + "." + component.getName(), String.valueOf(value(component, objective)));
            }
        }
        return facts;
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The objective that a model was trained with.
     *
     * @param prefix of the names of options
     * @throws IllegalArgumentException if it is not one of this library
     */
    static Objective read(Provenance facts, String prefix) {
        if (!facts.facts().containsKey(prefix + CLASS)) {
            return new Elbo(
                    likelihood(facts.fact(prefix + "likelihood")),
                    Double.parseDouble(facts.fact(prefix + "beta")),
                    Double.parseDouble(facts.fact(prefix + "klWarmUp")),
                    Double.parseDouble(facts.fact(prefix + "freeBits")));
        }
        String name = facts.fact(prefix + CLASS);
        Optional<Objective> known = Objectives.ALL.stream()
                .filter(each -> each.getClass().getSimpleName().equals(name))
                .findFirst();
        if (known.isEmpty()) {
            throw new IllegalArgumentException("The model was trained with an objective of your own, " + name
                    + ". Its options cannot be read back; write them again, with objective(new " + name + "(...)).");
        }
        Class<?> type = known.get().getClass();
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(c -> parsed(c.getType(), facts.fact(prefix + OBJECTIVE + "." + c.getName())))
                .toArray();
        try {
            return (Objective) type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("The objective " + name + " cannot be read back: " + e, e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object parsed(Class<?> type, String text) {
        if (type == double.class) {
            return Double.valueOf(text);
        }
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type.isEnum()) {
            return Enum.valueOf((Class) type, text);
        }
        return likelihood(text);
    }

    private static Likelihood likelihood(String text) {
        return text.startsWith("Gaussian")
                ? Likelihood.gaussian(Double.parseDouble(text.substring(text.indexOf('=') + 1, text.length() - 1)))
                : Likelihood.bernoulli();
    }
}
