package deephash.kernel.eval.run;

import deephash.kernel.eval.jshell.CellClass;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The static side of a class file.
 *
 * @param isEnum whether it is an enumeration
 * @param state the static fields that can change, or hold what can
 * @param constants the static fields that the compiler copies to where they are used
 * @param initialisers for each static field the instructions that lead to its first assignment, in a form that can only
 *     be compared; for the empty name those after the last
 */
record ClassStatics(
        boolean isEnum, Set<String> state, Map<String, Object> constants, Map<String, String> initialisers) {

    static ClassStatics of(byte[] classFile) {
        Reader reader = new Reader();
        new ClassReader(classFile).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new ClassStatics(reader.isEnum, reader.state, reader.constants, reader.initialisers);
    }

    private static final class Reader extends ClassVisitor {

        private final Set<String> state = new LinkedHashSet<>();
        private final Map<String, Object> constants = new LinkedHashMap<>();
        private final Map<String, String> initialisers = new LinkedHashMap<>();
        private String name = "";
        private boolean isEnum;

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int access,
                String className,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            name = className;
            isEnum = (access & Opcodes.ACC_ENUM) != 0;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
            boolean plain = (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ENUM)) == 0;
            if ((access & Opcodes.ACC_STATIC) == 0 || !plain) {
                return null;
            }
            if (value != null) {
                constants.put(field, value);
            } else if ((access & Opcodes.ACC_FINAL) == 0
                    || (descriptor.length() > 1 && !descriptor.equals("Ljava/lang/String;"))) {
                state.add(field);
            }
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return method.equals("<clinit>") ? new Initialiser(name, initialisers) : null;
        }
    }

    /** Writes instructions down as text, without places and lines, and cuts the text at each assignment. */
    private static final class Initialiser extends MethodVisitor {

        private final String owner;
        private final Map<String, String> initialisers;
        private final StringBuilder text = new StringBuilder();

        Initialiser(String owner, Map<String, String> initialisers) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.initialisers = initialisers;
        }

        private void add(Object... parts) {
            for (Object each : parts) {
                text.append(each).append(' ');
            }
        }

        private void cut(String field) {
            // Other classes of cells may have been replaced, and lambdas are numbered.
            String plain = CellClass.withoutForms(text.toString()).replaceAll("lambda\\$static\\$\\d+", "lambda");
            text.setLength(0);
            initialisers.merge(field, plain, String::concat);
        }

        @Override
        public void visitInsn(int opcode) {
            add(opcode);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            add(opcode, operand);
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            add(opcode, index);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            add(opcode, type);
        }

        @Override
        public void visitFieldInsn(int opcode, String of, String field, String descriptor) {
            add(opcode, of, field, descriptor);
            if (opcode == Opcodes.PUTSTATIC && of.equals(owner)) {
                cut(field);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String of, String method, String descriptor, boolean isInterface) {
            add(opcode, of, method, descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            add(method, descriptor, bootstrap);
            add(arguments);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            add(opcode);
        }

        @Override
        public void visitLdcInsn(Object value) {
            add(value);
        }

        @Override
        public void visitIincInsn(int index, int increment) {
            add(index, increment);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
            add("switch", min, max);
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
            add("switch", java.util.Arrays.toString(keys));
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            add(descriptor, dimensions);
        }

        @Override
        public void visitEnd() {
            cut("");
        }
    }
}
